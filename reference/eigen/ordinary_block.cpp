#include "reference/eigen/ordinary_block.h"

namespace tidemark::reference {

template <typename Scalar>
OrdinaryResidualBlock<Scalar>::OrdinaryResidualBlock(const converter::OrdinaryBlock& block,
                                                     const converter::TensorStore& weights)
    : pre_(block.pre_norm, block.pre_activation, weights),
      regular_(block.regular_convolution, weights),
      mid_(block.mid_norm, block.mid_activation, weights),
      final_(block.final_convolution, weights) {}

template <typename Scalar>
void OrdinaryResidualBlock<Scalar>::AddTo(Workspace<Scalar>& workspace,
                                          FeatureMap<Scalar>& stream) const {
  FeatureMap<Scalar> regular = workspace.TakeMap(regular_.out_channels());
  {
    FeatureMap<Scalar> normed = workspace.TakeMap(stream.channels());
    pre_.Apply(workspace, stream, normed);
    regular_.Apply(workspace, normed, false, regular);
  }
  mid_.Apply(workspace, regular, regular);
  final_.Apply(workspace, regular, true, stream);
}

template class OrdinaryResidualBlock<float>;
template class OrdinaryResidualBlock<double>;

}  // namespace tidemark::reference
