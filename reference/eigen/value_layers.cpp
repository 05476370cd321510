#include "reference/eigen/value_layers.h"

#include <algorithm>
#include <vector>

#include "reference/eigen/pooling.h"

namespace tidemark::reference {
namespace {

// Writes the n-th row of `out`.
template <typename Scalar>
void CopyRow(const std::vector<Scalar>& row, int n, std::vector<float>& out) {
  std::transform(row.begin(), row.end(), out.data() + static_cast<size_t>(n) * row.size(),
                 [](Scalar value) { return static_cast<float>(value); });
}

}  // namespace

template <typename Scalar>
ValueLayers<Scalar>::ValueLayers(const converter::ValueHead& head,
                                 const converter::TensorStore& weights)
    : v1_(head.v1_convolution, weights),
      v1_norm_(head.v1_norm, head.v1_activation, weights),
      v2_(head.v2, head.v2_bias, head.v2_activation, weights),
      v3_(head.v3, head.v3_bias, weights),
      sv3_(head.sv3, head.sv3_bias, weights),
      ownership_(head.ownership_convolution, weights) {}

template <typename Scalar>
void ValueLayers<Scalar>::Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& trunk,
                                int n, RawOutputs& outputs) const {
  const Kernels<Scalar>& kernels = workspace.kernels();
  FeatureMap<Scalar> v1 = workspace.TakeMap(v1_.out_channels());
  v1_.Apply(workspace, trunk, false, v1);
  v1_norm_.Apply(workspace, v1, v1);
  const std::vector<Scalar> v2 = v2_.Apply(PoolMeans(workspace, v1), kernels);
  CopyRow(v3_.Apply(v2, kernels), n, outputs.value);
  CopyRow(sv3_.Apply(v2, kernels), n, outputs.score_value);

  FeatureMap<Scalar> ownership = workspace.TakeMap(1);
  ownership_.Apply(workspace, v1, false, ownership);
  const size_t points =
      static_cast<size_t>(workspace.grid().height) * static_cast<size_t>(workspace.grid().width);
  ownership.CopyPoints(0, outputs.ownership.data() + static_cast<size_t>(n) * points);
}

template class ValueLayers<float>;
template class ValueLayers<double>;

}  // namespace tidemark::reference
