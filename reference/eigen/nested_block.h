#ifndef TIDEMARK_REFERENCE_EIGEN_NESTED_BLOCK_H_
#define TIDEMARK_REFERENCE_EIGEN_NESTED_BLOCK_H_

#include "reference/eigen/convolution.h"
#include "reference/eigen/norm_activation.h"
#include "reference/eigen/residual_block.h"

namespace tidemark::reference {

// R(x) = post(blocks(pre(x))): a stream of its own between two convolutions, with blocks of any
// kind on it.
template <typename Scalar>
class NestedResidualBlock final : public ResidualBlock<Scalar> {
 public:
  NestedResidualBlock(const converter::NestedBottleneckBlock& block,
                      const converter::TensorStore& weights);

  void AddTo(Workspace<Scalar>& workspace, FeatureMap<Scalar>& stream) const override;

 private:
  NormActivation<Scalar> pre_norm_;
  ConvolutionLayer<Scalar> pre_;
  ResidualBlocks<Scalar> blocks_;
  NormActivation<Scalar> post_norm_;
  ConvolutionLayer<Scalar> post_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_NESTED_BLOCK_H_
