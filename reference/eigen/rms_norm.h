#ifndef TIDEMARK_REFERENCE_EIGEN_RMS_NORM_H_
#define TIDEMARK_REFERENCE_EIGEN_RMS_NORM_H_

#include <string>
#include <vector>

#include "converter/network/layers.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/feature_map.h"
#include "reference/eigen/workspace.h"

namespace tidemark::reference {

// An RMSNorm and the activation after it: f(x * r * gamma + beta) on the board, exactly 0 off it,
// with r = 1 / sqrt(mean(x^2) + epsilon). The mean is over a point's channels or, for a spatial
// norm, over all channels of all points on the board.
template <typename Scalar>
class RmsNormActivation {
 public:
  RmsNormActivation(const converter::RmsNorm& norm, const converter::Activation& activation,
                    const converter::TensorStore& weights);
  // That of a transformer block: without beta and activation.
  RmsNormActivation(const converter::PointNorm& norm, const converter::TensorStore& weights);

  // `out` must not be `in`.
  void Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& in,
             FeatureMap<Scalar>& out) const;

 private:
  std::string name_;
  Scalar epsilon_ = 0;
  bool spatial_ = false;
  converter::ActivationKind activation_ = converter::ActivationKind::kIdentity;
  std::vector<Scalar> gamma_;
  std::vector<Scalar> beta_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_RMS_NORM_H_
