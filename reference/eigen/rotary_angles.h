#ifndef TIDEMARK_REFERENCE_EIGEN_ROTARY_ANGLES_H_
#define TIDEMARK_REFERENCE_EIGEN_ROTARY_ANGLES_H_

#include <vector>

#include "converter/network/network.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/feature_map.h"
#include "reference/eigen/rotary_frequencies.h"

namespace tidemark::reference {

// Rotary position embedding of the queries or keys of an attention block.
template <typename Scalar>
class RotaryAngles {
 public:
  RotaryAngles(const converter::AttentionBlock& block, const converter::TensorStore& weights);

  // Turns each pair of a head's channels, in place, by the pair's angle at each point of the
  // buffer. `first` is the head's first channel, `kv_head` the KV head whose frequencies it has.
  void Turn(int kv_head, int first, FeatureMap<Scalar>& map) const;

 private:
  int pairs_ = 0;
  // [KV heads, pairs].
  std::vector<RotaryFrequency> frequencies_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_ROTARY_ANGLES_H_
