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
    workspace.ForChannels(hidden.channels(), [&](int first, int last) {
      for (int c = first; c < last; ++c) {
        Scalar* const out = hidden.channel(c);
        const ptrdiff_t size = workspace.grid().size;
        workspace.kernels().affine_activate(converter::ActivationKind::kSilu, Scalar{1}, Scalar{0},
                                            out, workspace.mask(), size, out);
        std::transform(out, out + size, gate.channel(c), out, std::multiplies<>());
      }
    });
  }
  down_.Apply(workspace, hidden, true, stream);
}

template class FeedForwardResidualBlock<float>;
template class FeedForwardResidualBlock<double>;

}  // namespace tidemark::reference
