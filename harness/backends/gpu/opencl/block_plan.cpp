#include "harness/backends/gpu/opencl/block_plan.h"

#include <utility>
#include <variant>

#include "reference/eigen/point_product.h"

namespace tidemark::harness::gpu {
namespace {

using converter::AttentionBlock;
using converter::Block;
using converter::FeedForwardBlock;
using converter::GlobalPoolingBlock;
using converter::NestedBottleneckBlock;
using converter::OrdinaryBlock;
using reference::PointProduct;

NextNorm NormOf(const Block& block) {
  return std::visit(
      [](const auto& kind) -> NextNorm {
        if constexpr (requires { kind.pre_norm; }) {
          return NormActivation{kind.pre_norm, kind.pre_activation};
        } else {
          return std::nullopt;
        }
      },
      block.kind);
}

// Takes blocks one by one. Each has the stream and, if it begins with a batch norm, the stream as
// that makes it, adds to the stream, and leaves what `next` makes of the sum.
class BlockPlanner {
 public:
  explicit BlockPlanner(LayerPlan& layers) : layers_(layers) {}

  HeldMap Add(const OrdinaryBlock& block, const HeldMap& stream, HeldMap normed,
              const NextNorm& next) {
    const HeldMap mid = layers_.Map(block.regular_convolution.out_channels);
    layers_.Convolve(block.regular_convolution, normed,
                     {.normed = mid, .norm = NormActivation{block.mid_norm, block.mid_activation}});
    normed.reset();
    return AddTo(stream, block.final_convolution, mid, next);
  }

  HeldMap Add(const GlobalPoolingBlock& block, const HeldMap& stream, HeldMap normed,
              const NextNorm& next) {
    PlanVector bias;
    {
      const int channels = block.pooling_convolution.out_channels;
      const HeldMap pooling = layers_.Map(channels);
      layers_.Convolve(block.pooling_convolution, normed,
                       {.normed = pooling,
                        .norm = NormActivation{block.pooling_norm, block.pooling_activation}});
      const PlanVector pooled =
          layers_.Pool(block.pooling_convolution.name, pooling, channels, Pooling::kMeanAndMax);
      bias = layers_.Multiply(pooled, block.pooling_to_bias, nullptr, nullptr, true);
    }
    const HeldMap mid = layers_.Map(block.regular_convolution.out_channels);
    layers_.Convolve(block.regular_convolution, normed,
                     {.bias = bias.buffer,
                      .normed = mid,
                      .norm = NormActivation{block.mid_norm, block.mid_activation}});
    normed.reset();
    return AddTo(stream, block.final_convolution, mid, next);
  }

  HeldMap Add(const NestedBottleneckBlock& block, const HeldMap& stream, HeldMap normed,
              const NextNorm& next) {
    const int channels = block.pre_convolution.out_channels;
    const NormActivation post = {block.post_norm, block.post_activation};
    const NextNorm first = FirstNormOf(block.blocks, post);
    const HeldMap inner = layers_.Map(channels);
    HeldMap inner_normed = first.has_value() ? layers_.Map(channels) : nullptr;
    layers_.Convolve(block.pre_convolution, normed,
                     {.raw = inner, .normed = inner_normed, .norm = first});
    normed.reset();
    inner_normed = PlanBlocks(block.blocks, inner, std::move(inner_normed), post, layers_);
    return AddTo(stream, block.post_convolution, inner_normed, next);
  }

  HeldMap Add(const AttentionBlock& block, const HeldMap& stream, const HeldMap&,
              const NextNorm& next) {
    const HeldMap mixed = layers_.Map(block.output.in_channels);
    {
      const cl::Buffer factors = layers_.NormFactors(stream, block.norm);
      const auto product = [&](const converter::MatMul& weights,
                               const std::optional<cl::Buffer>& rotation) {
        HeldMap out = layers_.Map(weights.out_channels);
        layers_.Convolve(PointProduct(weights), stream,
                         {.point_scale = factors, .rotation = rotation, .raw = out});
        return out;
      };
      const HeldMap query = product(block.query, layers_.RotationOf(block, block.heads));
      const HeldMap key = product(block.key, layers_.RotationOf(block, block.kv_heads));
      const HeldMap value = product(block.value, std::nullopt);
      layers_.Attend(block, query, key, value, mixed);
    }
    return AddTo(stream, PointProduct(block.output), mixed, next);
  }

  HeldMap Add(const FeedForwardBlock& block, const HeldMap& stream, const HeldMap&,
              const NextNorm& next) {
    const HeldMap hidden = layers_.Map(block.up.out_channels);
    {
      const cl::Buffer factors = layers_.NormFactors(stream, block.norm);
      const HeldMap gate = layers_.Map(block.gate.out_channels);
      layers_.Convolve(PointProduct(block.gate), stream, {.point_scale = factors, .raw = gate});
      layers_.Convolve(PointProduct(block.up), stream,
                       {.point_scale = factors, .normed = hidden, .silu_gate = gate});
    }
    return AddTo(stream, PointProduct(block.down), hidden, next);
  }

 private:
  // A block's last convolution.
  HeldMap AddTo(const HeldMap& stream, const converter::Convolution& convolution, const HeldMap& in,
                const NextNorm& next) {
    HeldMap normed = next.has_value() ? layers_.Map(convolution.out_channels) : nullptr;
    layers_.Convolve(convolution, in,
                     {.raw = stream, .accumulate = true, .normed = normed, .norm = next});
    return normed;
  }

  LayerPlan& layers_;
};

}  // namespace

NextNorm FirstNormOf(const std::vector<Block>& blocks, const NextNorm& last) {
  return blocks.empty() ? last : NormOf(blocks.front());
}

HeldMap PlanBlocks(const std::vector<Block>& blocks, const HeldMap& stream, HeldMap normed,
                   const NextNorm& last, LayerPlan& layers) {
  BlockPlanner planner(layers);
  for (size_t i = 0; i < blocks.size(); ++i) {
    const NextNorm next = i + 1 < blocks.size() ? NormOf(blocks[i + 1]) : last;
    normed = std::visit(
        [&](const auto& block) { return planner.Add(block, stream, std::move(normed), next); },
        blocks[i].kind);
  }
  return normed;
}

}  // namespace tidemark::harness::gpu
