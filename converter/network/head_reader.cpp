#include "converter/network/head_reader.h"

#include <string>

namespace tidemark::converter {
namespace {

std::string ReadHeadName(LayerReader& layers, std::string_view what) {
  layers.tokens().set_layer({});
  std::string name = layers.tokens().Name(what);
  layers.tokens().set_layer(name);
  return name;
}

Width ReadPolicyChannels(LayerReader& layers) {
  constexpr std::string_view kWhy = "the policy channels of this format version";
  if (layers.version() <= 11) return {1, kWhy};
  if (layers.version() <= 15) return {2, kWhy};
  if (layers.version() == 16) return {4, kWhy};
  const int channels = layers.tokens().Integer("the number of policy channels", 2, 4);
  if (channels == 3) layers.tokens().Fail("the number of policy channels is 3; accepted: 2 or 4");
  return {channels, "the policy head's number of channels"};
}

}  // namespace

PolicyHead ReadPolicyHead(LayerReader& layers, Width trunk) {
  PolicyHead head = {.name = ReadHeadName(layers, "the policy head's name")};
  const Width channels = ReadPolicyChannels(layers);
  if (layers.version() >= 17) layers.tokens().Reserved(3);
  head.p1_convolution = layers.ReadConvolution(trunk, kAnyWidth);
  head.g1_convolution = layers.ReadConvolution(trunk, kAnyWidth);
  const Width p1 = {head.p1_convolution.out_channels, "the policy head's first convolution"};
  const Width g1 = {head.g1_convolution.out_channels, "the policy head's pooling convolution"};
  const Width pooled = {3 * g1.channels, "three poolings of each pooled channel"};
  head.g1_norm = layers.ReadBatchNorm(g1);
  head.g1_activation = layers.ReadActivation();
  head.pooling_to_bias = layers.ReadMatMul(pooled, p1, TensorRole::kMatMul);
  head.p1_norm = layers.ReadBatchNorm(p1);
  head.p1_activation = layers.ReadActivation();
  head.p2_convolution = layers.ReadConvolution(p1, channels);
  if (layers.version() < 15) {
    head.pooling_to_pass = layers.ReadMatMul(pooled, channels, TensorRole::kMatMul);
    return head;
  }
  head.pooling_to_pass = layers.ReadMatMul(pooled, p1, TensorRole::kLinear);
  PassTail& tail = head.pass_tail.emplace();
  tail.bias = layers.ReadBias(p1);
  tail.activation = layers.ReadActivation();
  tail.second = layers.ReadMatMul(p1, channels, TensorRole::kMatMul);
  return head;
}

ValueHead ReadValueHead(LayerReader& layers, Width trunk) {
  ValueHead head = {.name = ReadHeadName(layers, "the value head's name")};
  if (layers.version() >= 17) layers.tokens().Reserved(3);
  head.v1_convolution = layers.ReadConvolution(trunk, kAnyWidth);
  const Width v1 = {head.v1_convolution.out_channels, "the value head's first convolution"};
  head.v1_norm = layers.ReadBatchNorm(v1);
  head.v1_activation = layers.ReadActivation();
  const Width pooled = {3 * v1.channels, "three poolings of each value channel"};
  head.v2 = layers.ReadMatMul(pooled, kAnyWidth, TensorRole::kLinear);
  const Width v2 = {head.v2.out_channels, "the value head's hidden layer"};
  head.v2_bias = layers.ReadBias(v2);
  head.v2_activation = layers.ReadActivation();
  const Width value = {3, "win, loss and no result"};
  head.v3 = layers.ReadMatMul(v2, value, TensorRole::kLinear);
  head.v3_bias = layers.ReadBias(value);
  const Width score = {layers.version() == 8 ? 4 : 6, "the score values of this format version"};
  head.sv3 = layers.ReadMatMul(v2, score, TensorRole::kLinear);
  head.sv3_bias = layers.ReadBias(score);
  head.ownership_convolution = layers.ReadConvolution(v1, {1, "one ownership map"});
  return head;
}

}  // namespace tidemark::converter
