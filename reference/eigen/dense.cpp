#include "reference/eigen/dense.h"

#include "reference/eigen/weights.h"

namespace tidemark::reference {

template <typename Scalar>
Dense<Scalar>::Dense(const converter::MatMul& mat_mul, const converter::TensorStore& weights)
    : name_(mat_mul.name),
      in_channels_(static_cast<size_t>(mat_mul.in_channels)),
      out_channels_(static_cast<size_t>(mat_mul.out_channels)),
      weights_(WeightsOf(weights, mat_mul.weights, in_channels_ * out_channels_, mat_mul.name)) {}

template <typename Scalar>
Dense<Scalar>::Dense(const converter::MatMul& mat_mul, const converter::Bias& bias,
                     const converter::TensorStore& weights)
    : Dense(mat_mul, weights) {
  bias_ = WeightsOf(weights, bias.weights, out_channels_, bias.name);
}

template <typename Scalar>
Dense<Scalar>::Dense(const converter::MatMul& mat_mul, const converter::Bias& bias,
                     const converter::Activation& activation, const converter::TensorStore& weights)
    : Dense(mat_mul, bias, weights) {
  activation_ = activation.kind;
}

template <typename Scalar>
std::vector<Scalar> Dense<Scalar>::Apply(Workspace<Scalar>& workspace,
                                         std::span<const Scalar> in) const {
  const size_t rows = in.size() / in_channels_;
  const auto entry = workspace.costs().Begin(this, [&]() -> LayerCost {
    return {.layer = name_,
            .operation = "matrix product",
            .operations = 2.0 * static_cast<double>(rows * weights_.size()),
            .weight_bytes = weights_.size_bytes() + bias_.size_bytes(),
            .activation_bytes = rows * (in_channels_ + out_channels_) * sizeof(Scalar)};
  });
  std::vector<Scalar> out(rows * out_channels_);
  for (size_t n = 0; n < rows; ++n) {
    Scalar* const sums = out.data() + n * out_channels_;
    for (size_t i = 0; i < in_channels_; ++i) {
      const Scalar value = in[n * in_channels_ + i];
      const float* const row = weights_.data() + i * out_channels_;
      for (size_t o = 0; o < out_channels_; ++o) sums[o] += value * static_cast<Scalar>(row[o]);
    }
    for (size_t o = 0; o < bias_.size(); ++o) sums[o] += static_cast<Scalar>(bias_[o]);
  }
  if (activation_ != converter::ActivationKind::kIdentity) {
    const std::vector<Scalar> everywhere(rows, Scalar{1});
    workspace.kernels().affine_activate(activation_, static_cast<int>(out_channels_), nullptr,
                                        nullptr, static_cast<int>(rows), everywhere.data(),
                                        out.data(), out.data());
  }
  return out;
}

template class Dense<float>;
template class Dense<double>;

}  // namespace tidemark::reference
