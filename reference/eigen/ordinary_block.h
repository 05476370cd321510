#ifndef TIDEMARK_REFERENCE_EIGEN_ORDINARY_BLOCK_H_
#define TIDEMARK_REFERENCE_EIGEN_ORDINARY_BLOCK_H_

#include "reference/eigen/convolution.h"
#include "reference/eigen/norm_activation.h"
#include "reference/eigen/residual_block.h"

namespace tidemark::reference {

// R(x) = final(mid(regular(pre(x)))), pre and mid being a batch norm with its activation.
template <typename Scalar>
class OrdinaryResidualBlock final : public ResidualBlock<Scalar> {
 public:
  OrdinaryResidualBlock(const converter::OrdinaryBlock& block,
                        const converter::TensorStore& weights);

  void AddTo(Workspace<Scalar>& workspace, FeatureMap<Scalar>& stream) const override;

 private:
  NormActivation<Scalar> pre_;
  ConvolutionLayer<Scalar> regular_;
  NormActivation<Scalar> mid_;
  ConvolutionLayer<Scalar> final_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_ORDINARY_BLOCK_H_
