#include "reference/eigen/value_layers.h"

#include <algorithm>
#include <vector>

#include "reference/eigen/pooling.h"

namespace tidemark::reference {
namespace {

// Writes `rows` to `out` from the `first` row of `size` numbers on.
template <typename Scalar>
void CopyRows(const std::vector<Scalar>& rows, int first, int size, std::vector<float>& out) {
  std::transform(rows.begin(), rows.end(), out.begin() + first * ptrdiff_t{size},
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
                                int first, RawOutputs& outputs) const {
  FeatureMap<Scalar> v1 = workspace.TakeMap(v1_.out_channels());
  v1_.Apply(workspace, trunk, false, v1);
  v1_norm_.Apply(workspace, v1, v1);
  const std::vector<Scalar> v2 = v2_.Apply(workspace, PoolMeans(workspace, v1));
  CopyRows(v3_.Apply(workspace, v2), first, 3, outputs.value);
  CopyRows(sv3_.Apply(workspace, v2), first, outputs.score_channels, outputs.score_value);

  FeatureMap<Scalar> ownership = workspace.TakeMap(1);
  ownership_.Apply(workspace, v1, false, ownership);
  for (int n = 0; n < trunk.shape().batch; ++n) {
    ownership.CopyChannel(n, 0,
                          outputs.ownership.data() + (first + n) * ptrdiff_t{trunk.shape().area()});
  }
}

template class ValueLayers<float>;
template class ValueLayers<double>;

}  // namespace tidemark::reference
