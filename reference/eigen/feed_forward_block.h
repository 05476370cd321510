#ifndef TIDEMARK_REFERENCE_EIGEN_FEED_FORWARD_BLOCK_H_
#define TIDEMARK_REFERENCE_EIGEN_FEED_FORWARD_BLOCK_H_

#include "reference/eigen/convolution.h"
#include "reference/eigen/residual_block.h"
#include "reference/eigen/rms_norm.h"

namespace tidemark::reference {

// R(x) = down(silu(up(norm(x))) * gate(norm(x))), at every point.
template <typename Scalar>
class FeedForwardResidualBlock final : public ResidualBlock<Scalar> {
 public:
  FeedForwardResidualBlock(const converter::FeedForwardBlock& block,
                           const converter::TensorStore& weights);

  void AddTo(Workspace<Scalar>& workspace, FeatureMap<Scalar>& stream) const override;

 private:
  RmsNormActivation<Scalar> norm_;
  ConvolutionLayer<Scalar> up_;
  ConvolutionLayer<Scalar> gate_;
  ConvolutionLayer<Scalar> down_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_FEED_FORWARD_BLOCK_H_
