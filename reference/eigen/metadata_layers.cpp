#include "reference/eigen/metadata_layers.h"

namespace tidemark::reference {

template <typename Scalar>
MetadataLayers<Scalar>::MetadataLayers(const converter::MetadataEncoder& encoder,
                                       const converter::TensorStore& weights)
    : first_(encoder.mul1, encoder.bias1, encoder.activation1, weights),
      second_(encoder.mul2, encoder.bias2, encoder.activation2, weights),
      third_(encoder.mul3, weights) {}

template <typename Scalar>
std::vector<Scalar> MetadataLayers<Scalar>::Apply(Workspace<Scalar>& workspace,
                                                  std::span<const Scalar> metadata) const {
  const std::vector<Scalar> second = second_.Apply(workspace, first_.Apply(workspace, metadata));
  return third_.Apply(workspace, second);
}

template class MetadataLayers<float>;
template class MetadataLayers<double>;

}  // namespace tidemark::reference
