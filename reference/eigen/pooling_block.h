#ifndef TIDEMARK_REFERENCE_EIGEN_POOLING_BLOCK_H_
#define TIDEMARK_REFERENCE_EIGEN_POOLING_BLOCK_H_

#include "reference/eigen/convolution.h"
#include "reference/eigen/dense.h"
#include "reference/eigen/norm_activation.h"
#include "reference/eigen/residual_block.h"

namespace tidemark::reference {

// With t = pre(x), b = bias(pool(pooled(t))): R(x) = final(mid(regular(t) + b)). The value b of a
// channel is added at every point of a position, before the norm.
template <typename Scalar>
class PoolingResidualBlock final : public ResidualBlock<Scalar> {
 public:
  PoolingResidualBlock(const converter::GlobalPoolingBlock& block,
                       const converter::TensorStore& weights);

  void AddTo(Workspace<Scalar>& workspace, FeatureMap<Scalar>& stream) const override;

 private:
  NormActivation<Scalar> pre_;
  ConvolutionLayer<Scalar> regular_;
  ConvolutionLayer<Scalar> pooling_;
  NormActivation<Scalar> pooling_norm_;
  Dense<Scalar> pooling_to_bias_;
  NormActivation<Scalar> mid_;
  ConvolutionLayer<Scalar> final_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_POOLING_BLOCK_H_
