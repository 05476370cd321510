#ifndef TIDEMARK_REFERENCE_EIGEN_METADATA_LAYERS_H_
#define TIDEMARK_REFERENCE_EIGEN_METADATA_LAYERS_H_

#include <span>
#include <vector>

#include "converter/network/network.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/dense.h"

namespace tidemark::reference {

// The SGF metadata encoder: three products, the first two with bias and activation.
template <typename Scalar>
class MetadataLayers {
 public:
  MetadataLayers(const converter::MetadataEncoder& encoder, const converter::TensorStore& weights);

  // From metadata [N, 192] to a value for each trunk channel, [N, C].
  std::vector<Scalar> Apply(Workspace<Scalar>& workspace, std::span<const Scalar> metadata) const;

 private:
  Dense<Scalar> first_;
  Dense<Scalar> second_;
  Dense<Scalar> third_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_METADATA_LAYERS_H_
