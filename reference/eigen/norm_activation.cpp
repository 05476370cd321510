#include "reference/eigen/norm_activation.h"

#include <cmath>

#include "reference/eigen/weights.h"

namespace tidemark::reference {

template <typename Scalar>
NormActivation<Scalar>::NormActivation(const converter::BatchNorm& norm,
                                       const converter::Activation& activation,
                                       const converter::TensorStore& weights)
    : activation_(activation.kind) {
  const auto count = static_cast<size_t>(norm.channels);
  const auto mean = WeightsOf(weights, norm.mean, count, norm.name);
  const auto variance = WeightsOf(weights, norm.variance, count, norm.name);
  const bool has_scale = norm.scale.present();
  const bool has_bias = norm.bias.present();
  const auto scale =
      has_scale ? WeightsOf(weights, norm.scale, count, norm.name) : std::span<const float>();
  const auto bias =
      has_bias ? WeightsOf(weights, norm.bias, count, norm.name) : std::span<const float>();
  for (size_t c = 0; c < count; ++c) {
    const float merged_scale =
        (has_scale ? scale[c] : 1.0F) / std::sqrt(variance[c] + norm.epsilon);
    const float merged_bias = (has_bias ? bias[c] : 0.0F) - merged_scale * mean[c];
    scale_.push_back(merged_scale);
    bias_.push_back(merged_bias);
  }
}

template <typename Scalar>
void NormActivation<Scalar>::Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& in,
                                   FeatureMap<Scalar>& out, std::span<const Scalar> offsets) const {
  workspace.ForChannels(in.channels(), [&](int first, int last) {
    for (int c = first; c < last; ++c) {
      const auto at = static_cast<size_t>(c);
      const Scalar bias = offsets.empty() ? bias_[at] : bias_[at] + scale_[at] * offsets[at];
      workspace.kernels().affine_activate(activation_, scale_[at], bias, in.channel(c),
                                          workspace.mask(), workspace.grid().size, out.channel(c));
    }
  });
}

template class NormActivation<float>;
template class NormActivation<double>;

}  // namespace tidemark::reference
