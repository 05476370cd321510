#include "reference/eigen/residual_block.h"

#include <variant>

#include "reference/eigen/attention_block.h"
#include "reference/eigen/feed_forward_block.h"
#include "reference/eigen/nested_block.h"
#include "reference/eigen/ordinary_block.h"
#include "reference/eigen/pooling_block.h"

namespace tidemark::reference {
namespace {

// Makes the evaluator of whichever kind a block is.
template <typename Scalar>
struct Maker {
  using Made = std::unique_ptr<const ResidualBlock<Scalar>>;

  Made operator()(const converter::OrdinaryBlock& block) const {
    return std::make_unique<OrdinaryResidualBlock<Scalar>>(block, weights);
  }
  Made operator()(const converter::GlobalPoolingBlock& block) const {
    return std::make_unique<PoolingResidualBlock<Scalar>>(block, weights);
  }
  Made operator()(const converter::NestedBottleneckBlock& block) const {
    return std::make_unique<NestedResidualBlock<Scalar>>(block, weights);
  }
  Made operator()(const converter::AttentionBlock& block) const {
    return std::make_unique<AttentionResidualBlock<Scalar>>(block, weights);
  }
  Made operator()(const converter::FeedForwardBlock& block) const {
    return std::make_unique<FeedForwardResidualBlock<Scalar>>(block, weights);
  }

  const converter::TensorStore& weights;
};

}  // namespace

template <typename Scalar>
ResidualBlocks<Scalar> MakeBlocks(const std::vector<converter::Block>& blocks,
                                  const converter::TensorStore& weights) {
  ResidualBlocks<Scalar> made;
  for (const converter::Block& block : blocks) {
    made.push_back(std::visit(Maker<Scalar>{weights}, block.kind));
  }
  return made;
}

template ResidualBlocks<float> MakeBlocks(const std::vector<converter::Block>&,
                                          const converter::TensorStore&);
template ResidualBlocks<double> MakeBlocks(const std::vector<converter::Block>&,
                                           const converter::TensorStore&);

}  // namespace tidemark::reference
