#ifndef TIDEMARK_REFERENCE_EIGEN_POLICY_LAYERS_H_
#define TIDEMARK_REFERENCE_EIGEN_POLICY_LAYERS_H_

#include <optional>

#include "converter/network/network.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/convolution.h"
#include "reference/eigen/dense.h"
#include "reference/eigen/norm_activation.h"
#include "reference/outputs/raw_outputs.h"

namespace tidemark::reference {

// The policy head: move logits from the trunk with a bias from pooled features, pass logits from
// the pooled features.
template <typename Scalar>
class PolicyLayers {
 public:
  PolicyLayers(const converter::PolicyHead& head, const converter::TensorStore& weights);

  // Writes the policy and pass of the positions from the `first` of `outputs` on.
  void Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& trunk, int first,
             RawOutputs& outputs) const;

 private:
  ConvolutionLayer<Scalar> p1_;
  ConvolutionLayer<Scalar> g1_;
  NormActivation<Scalar> g1_norm_;
  Dense<Scalar> pooling_to_bias_;
  NormActivation<Scalar> p1_norm_;
  ConvolutionLayer<Scalar> p2_;
  Dense<Scalar> pass_;
  std::optional<Dense<Scalar>> second_pass_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_POLICY_LAYERS_H_
