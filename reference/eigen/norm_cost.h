#ifndef TIDEMARK_REFERENCE_EIGEN_NORM_COST_H_
#define TIDEMARK_REFERENCE_EIGEN_NORM_COST_H_

#include <cstddef>
#include <string>
#include <utility>

#include "converter/network/layers.h"
#include "reference/eigen/feature_map.h"
#include "reference/outputs/layer_cost.h"

namespace tidemark::reference {

// "batch norm + mish".
std::string NormOperation(std::string norm, converter::ActivationKind activation);

// A call of a norm, with two vectors of weights, and of the activation after it; it reads and
// writes a map like `map`.
template <typename Scalar>
LayerCost NormCost(const std::string& layer, std::string norm, converter::ActivationKind activation,
                   const FeatureMap<Scalar>& map) {
  const size_t point_bytes = static_cast<size_t>(map.channels()) * sizeof(Scalar);
  return {.layer = layer,
          .operation = NormOperation(std::move(norm), activation),
          .weight_bytes = 2 * point_bytes,
          .activation_bytes = 2 * point_bytes * static_cast<size_t>(map.shape().points())};
}

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_NORM_COST_H_
