// Blocks within blocks, up to the limits of the format.

#include <functional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/network/block_reader.h"
#include "converter/network/layer_factory.h"
#include "converter/network/network_reader.h"
#include "converter/network/tests/network_text.h"

namespace tidemark::converter {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using tidemark::testing::Encoded;
using tidemark::testing::Parse;

Block Ordinary(LayerFactory& layers) {
  OrdinaryBlock block = {.name = "ordinary"};
  block.pre_norm = layers.MakeBatchNorm("norm", 2, false);
  block.pre_activation = layers.MakeActivation("act");
  block.regular_convolution = layers.MakeConvolution("conv", 1, 2, 2);
  block.mid_norm = layers.MakeBatchNorm("norm", 2, false);
  block.mid_activation = layers.MakeActivation("act");
  block.final_convolution = layers.MakeConvolution("conv", 1, 2, 2);
  return {block};
}

// `depth` bottlenecks around `count` ordinary blocks, two channels wide.
Block Nested(LayerFactory& layers, int depth, int count) {
  NestedBottleneckBlock block;
  block.name = "nested";
  block.pre_norm = layers.MakeBatchNorm("norm", 2, false);
  block.pre_activation = layers.MakeActivation("act");
  block.pre_convolution = layers.MakeConvolution("conv", 1, 2, 2);
  if (depth > 1) {
    block.blocks.push_back(Nested(layers, depth - 1, count));
  } else {
    for (int i = 0; i < count; ++i) block.blocks.push_back(Ordinary(layers));
  }
  block.post_norm = layers.MakeBatchNorm("norm", 2, false);
  block.post_activation = layers.MakeActivation("act");
  block.post_convolution = layers.MakeConvolution("conv", 1, 2, 2);
  return {block};
}

// The smallest network of version 14 around the blocks that `add_blocks` makes.
std::string File(const std::function<void(LayerFactory&, std::vector<Block>&)>& add_blocks) {
  Network network = {.name = "nested", .version = 14};
  LayerFactory layers(ActivationKind::kRelu, network.tensors);
  network.trunk.name = "trunk";
  network.trunk.channels = 2;
  network.trunk.mid_channels = 2;
  network.trunk.regular_channels = 1;
  network.trunk.pooling_channels = 1;
  network.trunk.initial_convolution = layers.MakeConvolution("stem", 1, kSpatialChannels, 2);
  network.trunk.initial_mat_mul = layers.MakeMatMul("global", kGlobalChannels, 2);
  add_blocks(layers, network.trunk.blocks);
  network.trunk.tip_norm = layers.MakeBatchNorm("tip", 2, false);
  network.trunk.tip_activation = layers.MakeActivation("tip");
  PolicyHead& policy = network.policy_head;
  policy.name = "policy";
  policy.p1_convolution = layers.MakeConvolution("p1", 1, 2, 1);
  policy.g1_convolution = layers.MakeConvolution("g1", 1, 2, 1);
  policy.g1_norm = layers.MakeBatchNorm("g1", 1, false);
  policy.g1_activation = layers.MakeActivation("g1");
  policy.pooling_to_bias = layers.MakeMatMul("g1", 3, 1);
  policy.p1_norm = layers.MakeBatchNorm("p1", 1, false);
  policy.p1_activation = layers.MakeActivation("p1");
  policy.p2_convolution = layers.MakeConvolution("p2", 1, 1, 2);
  policy.pooling_to_pass = layers.MakeMatMul("pass", 3, 2);
  ValueHead& value = network.value_head;
  value.name = "value";
  value.v1_convolution = layers.MakeConvolution("v1", 1, 2, 1);
  value.v1_norm = layers.MakeBatchNorm("v1", 1, false);
  value.v1_activation = layers.MakeActivation("v1");
  value.v2 = layers.MakeLinear("v2", 3, 1);
  value.v2_bias = layers.MakeBias("v2", 1);
  value.v2_activation = layers.MakeActivation("v2");
  value.v3 = layers.MakeLinear("v3", 1, 3);
  value.v3_bias = layers.MakeBias("v3", 3);
  value.sv3 = layers.MakeLinear("sv3", 1, 6);
  value.sv3_bias = layers.MakeBias("sv3", 6);
  value.ownership_convolution = layers.MakeConvolution("ownership", 1, 1, 1);
  return Encoded(network, SyntheticValues(network, 0), Encoding::kBinary);
}

std::string FileOfDepth(int depth) {
  return File([depth](LayerFactory& layers, std::vector<Block>& blocks) {
    blocks.push_back(Nested(layers, depth, 1));
  });
}

// Top-level blocks with seven blocks inside of each.
std::string FileOfEights(int count) {
  return File([count](LayerFactory& layers, std::vector<Block>& blocks) {
    for (int i = 0; i < count; ++i) blocks.push_back(Nested(layers, 1, 7));
  });
}

TEST(Nesting, BlocksNestEightDeepAndNoDeeper) {
  const std::string deepest = FileOfDepth(kDeepestNesting);
  const auto parsed = Parse(deepest);
  EXPECT_EQ(Encoded(parsed.network, tidemark::testing::ValuesOf(parsed.weights), Encoding::kBinary),
            deepest);
  EXPECT_THAT([] { Parse(FileOfDepth(kDeepestNesting + 1)); },
              ThrowsMessage<FormatError>(HasSubstr("nested more than 8 deep")));
}

TEST(Nesting, NestedBlocksCountTowardsTheLimit) {
  EXPECT_EQ(Parse(FileOfEights(1024)).network.trunk.blocks.size(), 1024U);
  const std::string one_more = File([](LayerFactory& layers, std::vector<Block>& blocks) {
    for (int i = 0; i < 1023; ++i) blocks.push_back(Nested(layers, 1, 7));
    blocks.push_back(Nested(layers, 1, 8));
  });
  EXPECT_THAT([&] { Parse(one_more); },
              ThrowsMessage<FormatError>(HasSubstr("more than 8192 blocks")));
}

}  // namespace
}  // namespace tidemark::converter
