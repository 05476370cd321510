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

// `points` is [C, H, W].
template <typename Scalar>
void CopyIn(std::span<const float> points, FeatureMap<Scalar>& map) {
  const PointGrid& grid = map.grid();
  const float* row = points.data();
  for (int c = 0; c < map.channels(); ++c) {
    map.Fill(c, 0);
    for (int y = 0; y < grid.height; ++y, row += grid.width) {
      std::copy_n(row, grid.width, map.channel(c) + grid.At(y, 0));
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
void TrunkLayers<Scalar>::Stem(Workspace<Scalar>& workspace, const PositionInputs& inputs,
                               FeatureMap<Scalar>& stream) const {
  const Kernels<Scalar>& kernels = workspace.kernels();
  const std::vector<Scalar> global(inputs.global.begin(), inputs.global.end());
  std::vector<Scalar> everywhere = initial_product_.Apply(global, kernels);
  if (metadata_.has_value()) {
    const std::vector<Scalar> metadata(inputs.metadata.begin(), inputs.metadata.end());
    const std::vector<Scalar> encoded = metadata_->Apply(metadata, kernels);
    for (size_t c = 0; c < everywhere.size(); ++c) everywhere[c] += encoded[c];
  }
  for (int c = 0; c < stream.channels(); ++c) {
    stream.Fill(c, everywhere[static_cast<size_t>(c)]);
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
