#include "converter/mil/lower_trunk.h"

#include <variant>
#include <vector>

#include "converter/mil/lower_attention.h"
#include "converter/mil/lower_feed_forward.h"
#include "converter/mil/lower_layers.h"
#include "converter/mil/lower_pooling.h"
#include "converter/mil/lower_rms_norm.h"

namespace tidemark::converter {
namespace {

Value LowerEncoder(Lowering& lowering, const MetadataEncoder& encoder, const Value& metadata) {
  Value x = LowerLinear(lowering, encoder.mul1, encoder.bias1, metadata);
  x = LowerActivation(lowering, encoder.activation1, x);
  x = LowerLinear(lowering, encoder.mul2, encoder.bias2, x);
  x = LowerActivation(lowering, encoder.activation2, x);
  return LowerMatMul(lowering, encoder.mul3, x);
}

Value LowerBlocks(Lowering& lowering, const std::vector<Block>& blocks, Value x);

Value AddResidual(Lowering& lowering, const std::string& block, const Value& branch,
                  const Value& x) {
  return lowering.operations.Binary("add", lowering.Name(block, "out"), branch, x);
}

Value LowerBlock(Lowering& lowering, const OrdinaryBlock& block, const Value& x) {
  Value y = LowerNormActivation(lowering, block.pre_norm, block.pre_activation, x);
  y = LowerConvolution(lowering, block.regular_convolution, y);
  y = LowerNormActivation(lowering, block.mid_norm, block.mid_activation, y);
  y = LowerConvolution(lowering, block.final_convolution, y);
  return AddResidual(lowering, block.name, y, x);
}

Value LowerBlock(Lowering& lowering, const GlobalPoolingBlock& block, const Value& x) {
  const Value pre = LowerNormActivation(lowering, block.pre_norm, block.pre_activation, x);
  const Value regular = LowerConvolution(lowering, block.regular_convolution, pre);
  Value pooled = LowerConvolution(lowering, block.pooling_convolution, pre);
  pooled = LowerNormActivation(lowering, block.pooling_norm, block.pooling_activation, pooled);
  pooled = LowerPooling(lowering, Pooling::kTrunk, block.name, pooled);
  const Value bias = LowerMatMul(lowering, block.pooling_to_bias, pooled);
  Value y = LowerChannelBias(lowering, block.pooling_to_bias.name, regular, bias);
  y = LowerNormActivation(lowering, block.mid_norm, block.mid_activation, y);
  y = LowerConvolution(lowering, block.final_convolution, y);
  return AddResidual(lowering, block.name, y, x);
}

Value LowerBlock(Lowering& lowering, const NestedBottleneckBlock& block, const Value& x) {
  Value y = LowerNormActivation(lowering, block.pre_norm, block.pre_activation, x);
  y = LowerConvolution(lowering, block.pre_convolution, y);
  y = LowerBlocks(lowering, block.blocks, y);
  y = LowerNormActivation(lowering, block.post_norm, block.post_activation, y);
  y = LowerConvolution(lowering, block.post_convolution, y);
  return AddResidual(lowering, block.name, y, x);
}

Value LowerBlock(Lowering& lowering, const AttentionBlock& block, const Value& x) {
  return LowerAttention(lowering, block, x);
}

Value LowerBlock(Lowering& lowering, const FeedForwardBlock& block, const Value& x) {
  return LowerFeedForward(lowering, block, x);
}

Value LowerBlocks(Lowering& lowering, const std::vector<Block>& blocks, Value x) {
  for (const Block& block : blocks) {
    x = std::visit([&](const auto& kind) { return LowerBlock(lowering, kind, x); }, block.kind);
  }
  return x;
}

}  // namespace

Value LowerTrunk(Lowering& lowering, const Trunk& trunk, const TrunkInputs& inputs) {
  Value x = LowerConvolution(lowering, trunk.initial_convolution, inputs.spatial);
  const Value global = LowerMatMul(lowering, trunk.initial_mat_mul, inputs.global);
  x = LowerChannelBias(lowering, trunk.initial_mat_mul.name, x, global);
  if (trunk.metadata_encoder.has_value()) {
    const MetadataEncoder& encoder = *trunk.metadata_encoder;
    const Value encoded = LowerEncoder(lowering, encoder, inputs.metadata.value());
    x = LowerChannelBias(lowering, encoder.name, x, encoded);
  }
  x = lowering.operations.Binary("mul", lowering.Name(trunk.name, "in"), x, lowering.mask);
  x = LowerBlocks(lowering, trunk.blocks, x);
  if (const auto* norm = std::get_if<RmsNorm>(&trunk.tip_norm)) {
    return LowerRmsNormTip(lowering, *norm, trunk.tip_activation, x);
  }
  return LowerNormActivation(lowering, std::get<BatchNorm>(trunk.tip_norm), trunk.tip_activation,
                             x);
}

}  // namespace tidemark::converter
