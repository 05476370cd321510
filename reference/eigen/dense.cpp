#include "reference/eigen/dense.h"

#include "reference/eigen/weights.h"

namespace tidemark::reference {

template <typename Scalar>
Dense<Scalar>::Dense(const converter::MatMul& mat_mul, const converter::TensorStore& weights)
    : out_channels_(static_cast<size_t>(mat_mul.out_channels)),
      weights_(WeightsOf(weights, mat_mul.weights,
                         static_cast<size_t>(mat_mul.in_channels) * out_channels_, mat_mul.name)) {}

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
std::vector<Scalar> Dense<Scalar>::Apply(std::span<const Scalar> in,
                                         const Kernels<Scalar>& kernels) const {
  std::vector<Scalar> out(out_channels_);
  for (size_t i = 0; i < in.size(); ++i) {
    const float* row = weights_.data() + i * out_channels_;
    for (size_t o = 0; o < out_channels_; ++o) out[o] += in[i] * static_cast<Scalar>(row[o]);
  }
  for (size_t o = 0; o < bias_.size(); ++o) out[o] += static_cast<Scalar>(bias_[o]);
  if (activation_ != converter::ActivationKind::kIdentity) {
    const std::vector<Scalar> everywhere(out_channels_, Scalar{1});
    kernels.affine_activate(activation_, Scalar{1}, Scalar{0}, out.data(), everywhere.data(),
                            static_cast<ptrdiff_t>(out_channels_), out.data());
  }
  return out;
}

template class Dense<float>;
template class Dense<double>;

}  // namespace tidemark::reference
