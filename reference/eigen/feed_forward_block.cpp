#include "reference/eigen/feed_forward_block.h"

#include <algorithm>
#include <functional>

#include "reference/eigen/point_product.h"

namespace tidemark::reference {

template <typename Scalar>
FeedForwardResidualBlock<Scalar>::FeedForwardResidualBlock(const converter::FeedForwardBlock& block,
                                                           const converter::TensorStore& weights)
    : norm_(block.norm, weights),
      up_(PointProduct(block.up), weights),
      gate_(PointProduct(block.gate), weights),
      down_(PointProduct(block.down), weights) {}

template <typename Scalar>
void FeedForwardResidualBlock<Scalar>::AddTo(Workspace<Scalar>& workspace,
                                             FeatureMap<Scalar>& stream) const {
  FeatureMap<Scalar> hidden = workspace.TakeMap(up_.out_channels());
  {
    FeatureMap<Scalar> gate = workspace.TakeMap(gate_.out_channels());
    FeatureMap<Scalar> normed = workspace.TakeMap(stream.channels());
    norm_.Apply(workspace, stream, normed);
    up_.Apply(workspace, normed, false, hidden);
    gate_.Apply(workspace, normed, false, gate);
    workspace.ForPoints([&](int first, int count) {
      Scalar* const out = hidden.point(first);
      workspace.kernels().affine_activate(converter::ActivationKind::kSilu, hidden.channels(),
                                          nullptr, nullptr, count, workspace.mask() + first, out,
                                          out);
      std::transform(out, out + count * ptrdiff_t{hidden.channels()}, gate.point(first), out,
                     std::multiplies<>());
    });
  }
  down_.Apply(workspace, hidden, true, stream);
}

template class FeedForwardResidualBlock<float>;
template class FeedForwardResidualBlock<double>;

}  // namespace tidemark::reference
