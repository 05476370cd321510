#include "reference/eigen/pooling_block.h"

#include <vector>

#include "reference/eigen/pooling.h"

namespace tidemark::reference {

template <typename Scalar>
PoolingResidualBlock<Scalar>::PoolingResidualBlock(const converter::GlobalPoolingBlock& block,
                                                   const converter::TensorStore& weights)
    : pre_(block.pre_norm, block.pre_activation, weights),
      regular_(block.regular_convolution, weights),
      pooling_(block.pooling_convolution, weights),
      pooling_norm_(block.pooling_norm, block.pooling_activation, weights),
      pooling_to_bias_(block.pooling_to_bias, weights),
      mid_(block.mid_norm, block.mid_activation, weights),
      final_(block.final_convolution, weights) {}

template <typename Scalar>
void PoolingResidualBlock<Scalar>::AddTo(Workspace<Scalar>& workspace,
                                         FeatureMap<Scalar>& stream) const {
  FeatureMap<Scalar> regular = workspace.TakeMap(regular_.out_channels());
  std::vector<Scalar> bias;
  {
    FeatureMap<Scalar> normed = workspace.TakeMap(stream.channels());
    pre_.Apply(workspace, stream, normed);
    regular_.Apply(workspace, normed, false, regular);
    FeatureMap<Scalar> pooled = workspace.TakeMap(pooling_.out_channels());
    pooling_.Apply(workspace, normed, false, pooled);
    pooling_norm_.Apply(workspace, pooled, pooled);
    bias = pooling_to_bias_.Apply(workspace, PoolMeanAndMax(workspace, pooled));
  }
  mid_.Apply(workspace, regular, regular, bias);
  final_.Apply(workspace, regular, true, stream);
}

template class PoolingResidualBlock<float>;
template class PoolingResidualBlock<double>;

}  // namespace tidemark::reference
