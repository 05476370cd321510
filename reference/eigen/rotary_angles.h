#ifndef TIDEMARK_REFERENCE_EIGEN_ROTARY_ANGLES_H_
#define TIDEMARK_REFERENCE_EIGEN_ROTARY_ANGLES_H_

#include <vector>

#include "converter/network/network.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/feature_map.h"
#include "reference/eigen/rotary_frequencies.h"
#include "reference/eigen/workspace.h"

namespace tidemark::reference {

// Rotary position embedding of the queries or keys of an attention block.
template <typename Scalar>
class RotaryAngles {
 public:
  RotaryAngles(const converter::AttentionBlock& block, const converter::TensorStore& weights);

  // Turns each pair of channels of the `heads` heads of `map`, in place, by the pair's angle at
  // each point of the buffer. As many heads in a row share the frequencies of a KV head as there
  // are heads to one of those.
  void Turn(Workspace<Scalar>& workspace, int heads, FeatureMap<Scalar>& map) const;

 private:
  int kv_heads_ = 0;
  int pairs_ = 0;
  // [KV heads, pairs].
  std::vector<RotaryFrequency> frequencies_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_ROTARY_ANGLES_H_
