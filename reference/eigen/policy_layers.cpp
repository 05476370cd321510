#include "reference/eigen/policy_layers.h"

#include <algorithm>
#include <vector>

#include "reference/eigen/pooling.h"

namespace tidemark::reference {
namespace {

template <typename Scalar>
Dense<Scalar> MakePass(const converter::PolicyHead& head, const converter::TensorStore& weights) {
  if (!head.pass_tail.has_value()) return Dense<Scalar>(head.pooling_to_pass, weights);
  return Dense<Scalar>(head.pooling_to_pass, head.pass_tail->bias, head.pass_tail->activation,
                       weights);
}

}  // namespace

template <typename Scalar>
PolicyLayers<Scalar>::PolicyLayers(const converter::PolicyHead& head,
                                   const converter::TensorStore& weights)
    : p1_(head.p1_convolution, weights),
      g1_(head.g1_convolution, weights),
      g1_norm_(head.g1_norm, head.g1_activation, weights),
      pooling_to_bias_(head.pooling_to_bias, weights),
      p1_norm_(head.p1_norm, head.p1_activation, weights),
      p2_(head.p2_convolution, weights),
      pass_(MakePass<Scalar>(head, weights)) {
  if (head.pass_tail.has_value()) second_pass_.emplace(head.pass_tail->second, weights);
}

template <typename Scalar>
void PolicyLayers<Scalar>::Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& trunk,
                                 int first, RawOutputs& outputs) const {
  std::vector<Scalar> pooled;
  {
    FeatureMap<Scalar> g1 = workspace.TakeMap(g1_.out_channels());
    g1_.Apply(workspace, trunk, false, g1);
    g1_norm_.Apply(workspace, g1, g1);
    pooled = PoolMeanAndMax(workspace, g1);
  }

  FeatureMap<Scalar> p1 = workspace.TakeMap(p1_.out_channels());
  p1_.Apply(workspace, trunk, false, p1);
  p1_norm_.Apply(workspace, p1, p1, pooling_to_bias_.Apply(workspace, pooled));
  FeatureMap<Scalar> p2 = workspace.TakeMap(p2_.out_channels());
  p2_.Apply(workspace, p1, false, p2);
  for (int n = 0; n < trunk.shape().batch; ++n) {
    for (int k = 0; k < p2.channels(); ++k) {
      p2.CopyChannel(n, k,
                     outputs.policy.data() +
                         ((first + n) * ptrdiff_t{p2.channels()} + k) * trunk.shape().area());
    }
  }

  std::vector<Scalar> pass = pass_.Apply(workspace, pooled);
  if (second_pass_.has_value()) pass = second_pass_->Apply(workspace, pass);
  std::transform(pass.begin(), pass.end(),
                 outputs.pass.begin() + first * ptrdiff_t{outputs.policy_channels},
                 [](Scalar logit) { return static_cast<float>(logit); });
}

template class PolicyLayers<float>;
template class PolicyLayers<double>;

}  // namespace tidemark::reference
