#ifndef TIDEMARK_REFERENCE_EIGEN_DENSE_H_
#define TIDEMARK_REFERENCE_EIGEN_DENSE_H_

#include <span>
#include <string>
#include <vector>

#include "converter/network/layers.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/workspace.h"

namespace tidemark::reference {

// Vector to vector: in * weights, then a bias and an activation if the layer has them.
template <typename Scalar>
class Dense {
 public:
  Dense(const converter::MatMul& mat_mul, const converter::TensorStore& weights);
  Dense(const converter::MatMul& mat_mul, const converter::Bias& bias,
        const converter::TensorStore& weights);
  Dense(const converter::MatMul& mat_mul, const converter::Bias& bias,
        const converter::Activation& activation, const converter::TensorStore& weights);

  // From [N, in] to [N, out], for any N.
  std::vector<Scalar> Apply(Workspace<Scalar>& workspace, std::span<const Scalar> in) const;

 private:
  std::string name_;
  size_t in_channels_ = 0;
  size_t out_channels_ = 0;
  std::span<const float> weights_;
  std::span<const float> bias_;
  converter::ActivationKind activation_ = converter::ActivationKind::kIdentity;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_DENSE_H_
