#include "reference/eigen/trunk_layers.h"

#include <algorithm>
#include <vector>

namespace tidemark::reference {
namespace {

template <typename Scalar>
std::variant<NormActivation<Scalar>, RmsNormActivation<Scalar>> MakeTip(
    const converter::Trunk& trunk, const converter::TensorStore& weights) {
  if (const auto* norm = std::get_if<converter::RmsNorm>(&trunk.tip_norm)) {
    return RmsNormActivation<Scalar>(*norm, trunk.tip_activation, weights);
  }
  return NormActivation<Scalar>(std::get<converter::BatchNorm>(trunk.tip_norm),
                                trunk.tip_activation, weights);
}

// `points` is [N, C, H, W].
template <typename Scalar>
void CopyIn(std::span<const float> points, FeatureMap<Scalar>& map) {
  const int area = map.shape().area();
  const float* from = points.data();
  for (int n = 0; n < map.shape().batch; ++n) {
    for (int c = 0; c < map.channels(); ++c) {
      for (int p = 0; p < area; ++p) map.point(n * area + p)[c] = *from++;
    }
  }
}

}  // namespace

template <typename Scalar>
TrunkLayers<Scalar>::TrunkLayers(const converter::Trunk& trunk,
                                 const converter::TensorStore& weights)
    : in_channels_(trunk.initial_convolution.in_channels),
      initial_convolution_(trunk.initial_convolution, weights),
      initial_product_(trunk.initial_mat_mul, weights),
      blocks_(MakeBlocks<Scalar>(trunk.blocks, weights)),
      tip_(MakeTip<Scalar>(trunk, weights)) {
  if (trunk.metadata_encoder.has_value()) metadata_.emplace(*trunk.metadata_encoder, weights);
}

template <typename Scalar>
void TrunkLayers<Scalar>::Stem(Workspace<Scalar>& workspace, const BatchInputs& inputs,
                               FeatureMap<Scalar>& stream) const {
  const std::vector<Scalar> global(inputs.global.begin(), inputs.global.end());
  std::vector<Scalar> everywhere = initial_product_.Apply(workspace, global);
  if (metadata_.has_value()) {
    const std::vector<Scalar> metadata(inputs.metadata.begin(), inputs.metadata.end());
    const std::vector<Scalar> encoded = metadata_->Apply(workspace, metadata);
    std::transform(encoded.begin(), encoded.end(), everywhere.begin(), everywhere.begin(),
                   [](Scalar value, Scalar sum) { return sum + value; });
  }
  const BatchShape& shape = stream.shape();
  for (int p = 0; p < shape.points(); ++p) {
    std::copy_n(everywhere.data() + p / shape.area() * ptrdiff_t{stream.channels()},
                stream.channels(), stream.point(p));
  }
  FeatureMap<Scalar> spatial = workspace.TakeMap(in_channels_);
  CopyIn(inputs.spatial, spatial);
  initial_convolution_.Apply(workspace, spatial, true, stream);
}

template <typename Scalar>
void TrunkLayers<Scalar>::Tip(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& stream,
                              FeatureMap<Scalar>& out) const {
  std::visit([&](const auto& tip) { tip.Apply(workspace, stream, out); }, tip_);
}

template class TrunkLayers<float>;
template class TrunkLayers<double>;

}  // namespace tidemark::reference
