#include "reference/eigen/norm_activation.h"

#include <cmath>

#include "reference/eigen/norm_cost.h"
#include "reference/eigen/weights.h"

namespace tidemark::reference {

template <typename Scalar>
NormActivation<Scalar>::NormActivation(const converter::BatchNorm& norm,
                                       const converter::Activation& activation,
                                       const converter::TensorStore& weights)
    : name_(norm.name), activation_(activation.kind) {
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
  const auto entry =
      workspace.costs().Begin(this, [&] { return NormCost(name_, "batch norm", activation_, in); });
  const size_t channels = scale_.size();
  // [N, C], for offsets differ from position to position.
  std::vector<Scalar> biases;
  for (size_t i = 0; i < offsets.size(); ++i) {
    biases.push_back(bias_[i % channels] + scale_[i % channels] * offsets[i]);
  }
  workspace.ForPoints([&](int first, int count) {
    const auto position = static_cast<size_t>(first / in.shape().area());
    const Scalar* const bias = offsets.empty() ? bias_.data() : biases.data() + position * channels;
    workspace.kernels().affine_activate(activation_, in.channels(), scale_.data(), bias, count,
                                        workspace.mask() + first, in.point(first),
                                        out.point(first));
  });
}

template class NormActivation<float>;
template class NormActivation<double>;

}  // namespace tidemark::reference
