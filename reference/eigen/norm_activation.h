#ifndef TIDEMARK_REFERENCE_EIGEN_NORM_ACTIVATION_H_
#define TIDEMARK_REFERENCE_EIGEN_NORM_ACTIVATION_H_

#include <span>
#include <string>
#include <vector>

#include "converter/network/layers.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/feature_map.h"
#include "reference/eigen/workspace.h"

namespace tidemark::reference {

// A batch norm and the activation after it: f(scale * x + bias) on the board, exactly 0 off it.
template <typename Scalar>
class NormActivation {
 public:
  // Merges the four vectors of the batch norm in float32, whatever Scalar is:
  // scale / sqrt(variance + epsilon) and bias - merged scale * mean.
  NormActivation(const converter::BatchNorm& norm, const converter::Activation& activation,
                 const converter::TensorStore& weights);

  // `out` may be `in`. `offsets`, if not empty, is [N, C]: values that are added to x at every
  // point of a position first.
  void Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& in, FeatureMap<Scalar>& out,
             std::span<const Scalar> offsets = {}) const;

 private:
  std::string name_;
  converter::ActivationKind activation_;
  std::vector<Scalar> scale_;
  std::vector<Scalar> bias_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_NORM_ACTIVATION_H_
