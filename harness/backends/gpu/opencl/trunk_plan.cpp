#include "harness/backends/gpu/opencl/trunk_plan.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "harness/backends/gpu/opencl/module_error.h"

namespace tidemark::harness::gpu {
namespace {

using converter::AttentionBlock;
using converter::Block;
using converter::FeedForwardBlock;
using converter::GlobalPoolingBlock;
using converter::NestedBottleneckBlock;
using converter::OrdinaryBlock;

[[noreturn]] void RefuseTransformer(const std::string& name) {
  throw ModuleError(
      {.kind = Failure::Kind::kUnknownLayer,
       .message = "a GPU evaluates networks of convolutions, and no transformer blocks",
       .layer = name});
}

// The norm a block begins with: whatever writes the block's stream computes it along.
NormActivation PreNormOf(const Block& block) {
  return std::visit(
      [](const auto& kind) -> NormActivation {
        if constexpr (requires { kind.pre_norm; }) {
          return {kind.pre_norm, kind.pre_activation};
        } else {
          RefuseTransformer(kind.name);
        }
      },
      block.kind);
}

// Takes blocks one by one. Each has the stream and the stream as its own norm makes it, adds to the
// stream, and leaves what `next` makes of the sum; without a `next` it leaves nothing.
class BlockPlanner {
 public:
  explicit BlockPlanner(LayerPlan& layers) : layers_(layers) {}

  HeldMap AddAll(const std::vector<Block>& blocks, const HeldMap& stream, HeldMap normed,
                 const std::optional<NormActivation>& last) {
    for (size_t i = 0; i < blocks.size(); ++i) {
      const bool more = i + 1 < blocks.size();
      const auto next = more ? std::optional(PreNormOf(blocks[i + 1])) : last;
      normed =
          std::visit([&](const auto& block) { return Add(block, stream, std::move(normed), next); },
                     blocks[i].kind);
    }
    return normed;
  }

 private:
  using Next = std::optional<NormActivation>;

  HeldMap Add(const OrdinaryBlock& block, const HeldMap& stream, HeldMap normed, const Next& next) {
    const HeldMap mid = layers_.Map(block.regular_convolution.out_channels);
    layers_.Convolve(block.regular_convolution, normed,
                     {.normed = mid, .norm = NormActivation{block.mid_norm, block.mid_activation}});
    normed.reset();
    return AddTo(stream, block.final_convolution, mid, next);
  }

  HeldMap Add(const GlobalPoolingBlock& block, const HeldMap& stream, HeldMap normed,
              const Next& next) {
    PlanVector bias;
    {
      const int channels = block.pooling_convolution.out_channels;
      const HeldMap pooling = layers_.Map(channels);
      layers_.Convolve(block.pooling_convolution, normed,
                       {.normed = pooling,
                        .norm = NormActivation{block.pooling_norm, block.pooling_activation}});
      const PlanVector pooled = layers_.Pool(pooling, channels, Pooling::kMeanAndMax);
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
              const Next& next) {
    const int channels = block.pre_convolution.out_channels;
    const NormActivation post = {block.post_norm, block.post_activation};
    const HeldMap inner = layers_.Map(channels);
    HeldMap inner_normed = layers_.Map(channels);
    layers_.Convolve(block.pre_convolution, normed,
                     {.raw = inner,
                      .normed = inner_normed,
                      .norm = block.blocks.empty() ? post : PreNormOf(block.blocks.front())});
    normed.reset();
    inner_normed = AddAll(block.blocks, inner, std::move(inner_normed), post);
    return AddTo(stream, block.post_convolution, inner_normed, next);
  }

  HeldMap Add(const AttentionBlock& block, const HeldMap&, const HeldMap&, const Next&) {
    RefuseTransformer(block.name);
  }

  HeldMap Add(const FeedForwardBlock& block, const HeldMap&, const HeldMap&, const Next&) {
    RefuseTransformer(block.name);
  }

  // A block's last convolution.
  HeldMap AddTo(const HeldMap& stream, const converter::Convolution& convolution, const HeldMap& in,
                const Next& next) {
    const HeldMap normed = next.has_value() ? layers_.Map(convolution.out_channels) : nullptr;
    layers_.Convolve(convolution, in,
                     {.raw = stream, .accumulate = true, .normed = normed, .norm = next});
    return normed;
  }

  LayerPlan& layers_;
};

// What the global inputs, and the metadata, add to every point of the stream.
PlanVector PlanStemBias(const converter::Trunk& trunk, const NetworkVectors& inputs,
                        LayerPlan& layers) {
  PlanVector bias = layers.Multiply(inputs.global, trunk.initial_mat_mul, nullptr, nullptr, true);
  if (trunk.metadata_encoder.has_value()) {
    const converter::MetadataEncoder& encoder = *trunk.metadata_encoder;
    const PlanVector first =
        layers.Multiply(inputs.metadata, encoder.mul1, &encoder.bias1, &encoder.activation1);
    const PlanVector second =
        layers.Multiply(first, encoder.mul2, &encoder.bias2, &encoder.activation2);
    layers.AddProduct(second, encoder.mul3, bias);
  }
  return bias;
}

}  // namespace

HeldMap PlanTrunk(const converter::Network& network, const NetworkVectors& inputs,
                  LayerPlan& layers) {
  const converter::Trunk& trunk = network.trunk;
  const auto* const rms_tip = std::get_if<converter::RmsNorm>(&trunk.tip_norm);
  std::optional<NormActivation> tip;
  if (rms_tip == nullptr) {
    tip.emplace(
        NormActivation{std::get<converter::BatchNorm>(trunk.tip_norm), trunk.tip_activation});
  }
  const std::optional<NormActivation> first =
      trunk.blocks.empty() ? tip : std::optional(PreNormOf(trunk.blocks.front()));

  const HeldMap stream = layers.Map(trunk.channels);
  HeldMap normed = first.has_value() ? layers.Map(trunk.channels) : nullptr;
  {
    const HeldMap spatial = layers.Map(network.spatial_channels);
    layers.PlaceInputs(inputs.spatial, network.spatial_channels, spatial);
    const PlanVector bias = PlanStemBias(trunk, inputs, layers);
    layers.Convolve(trunk.initial_convolution, spatial,
                    {.bias = bias.buffer, .raw = stream, .normed = normed, .norm = first});
  }
  normed = BlockPlanner(layers).AddAll(trunk.blocks, stream, std::move(normed), tip);
  if (rms_tip == nullptr) return normed;

  HeldMap out = layers.Map(trunk.channels);
  layers.RmsNorm(stream, *rms_tip, trunk.tip_activation, out);
  return out;
}

}  // namespace tidemark::harness::gpu
