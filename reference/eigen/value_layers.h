#ifndef TIDEMARK_REFERENCE_EIGEN_VALUE_LAYERS_H_
#define TIDEMARK_REFERENCE_EIGEN_VALUE_LAYERS_H_

#include "converter/network/network.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/convolution.h"
#include "reference/eigen/dense.h"
#include "reference/eigen/norm_activation.h"
#include "reference/outputs/raw_outputs.h"

namespace tidemark::reference {

// The value head: value and score values from pooled features, ownership from the points.
template <typename Scalar>
class ValueLayers {
 public:
  ValueLayers(const converter::ValueHead& head, const converter::TensorStore& weights);

  // Writes the value, score value and ownership of the positions from the `first` of `outputs` on.
  void Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& trunk, int first,
             RawOutputs& outputs) const;

 private:
  ConvolutionLayer<Scalar> v1_;
  NormActivation<Scalar> v1_norm_;
  Dense<Scalar> v2_;
  Dense<Scalar> v3_;
  Dense<Scalar> sv3_;
  ConvolutionLayer<Scalar> ownership_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_VALUE_LAYERS_H_
