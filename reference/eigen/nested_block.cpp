#include "reference/eigen/nested_block.h"

namespace tidemark::reference {

template <typename Scalar>
NestedResidualBlock<Scalar>::NestedResidualBlock(const converter::NestedBottleneckBlock& block,
                                                 const converter::TensorStore& weights)
    : pre_norm_(block.pre_norm, block.pre_activation, weights),
      pre_(block.pre_convolution, weights),
      blocks_(MakeBlocks<Scalar>(block.blocks, weights)),
      post_norm_(block.post_norm, block.post_activation, weights),
      post_(block.post_convolution, weights) {}

template <typename Scalar>
void NestedResidualBlock<Scalar>::AddTo(Workspace<Scalar>& workspace,
                                        FeatureMap<Scalar>& stream) const {
  FeatureMap<Scalar> inner = workspace.TakeMap(pre_.out_channels());
  {
    FeatureMap<Scalar> normed = workspace.TakeMap(stream.channels());
    pre_norm_.Apply(workspace, stream, normed);
    pre_.Apply(workspace, normed, false, inner);
  }
  for (const auto& block : blocks_) block->AddTo(workspace, inner);
  post_norm_.Apply(workspace, inner, inner);
  post_.Apply(workspace, inner, true, stream);
}

template class NestedResidualBlock<float>;
template class NestedResidualBlock<double>;

}  // namespace tidemark::reference
