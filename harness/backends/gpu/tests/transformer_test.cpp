#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>

#include <gtest/gtest.h>

#include "converter/network/layer_factory.h"
#include "converter/testing/tiny_networks.h"
#include "harness/backends/gpu/gpu_backend.h"
#include "harness/backends/gpu/tests/gpu_evaluation.h"
#include "harness/backends/gpu/tests/gpu_or_skip.h"
#include "reference/eigen/evaluator.h"

namespace tidemark::harness {
namespace {

using converter::Architecture;
using converter::AttentionBlock;
using converter::Network;
using converter::TransformerShape;
using reference::NetworkInputs;
using reference::RawOutputs;
using ::testing::Combine;
using ::testing::Values;

Architecture Tiny(const TransformerShape& shape, int layers) {
  return {.name = "tiny",
          .blocks = 2 * layers,
          .transformer = shape,
          .rms_tip = true,
          .trunk_channels = 24,
          .mid_channels = 12,
          .pooling_channels = 4,
          .p1 = 8,
          .g1 = 8,
          .v1 = 8,
          .v2 = 12,
          .default_version = 17,
          .activation = converter::ActivationKind::kSilu};
}

constexpr TransformerShape kFixed = {
    .heads = 3, .kv_heads = 3, .q_width = 8, .v_width = 8, .hidden = 40, .learned_rope = false};
constexpr TransformerShape kLearned = {
    .heads = 2, .kv_heads = 2, .q_width = 8, .v_width = 8, .hidden = 32};

struct Shape {
  std::string_view name = {};
  Network (*describe)() = nullptr;

  friend void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.name; }
};

Network Plain() { return DescribeArchitecture(Tiny(kFixed, 2), {}); }

// Heads in groups, of widths that no vector divides.
Network Grouped() {
  return DescribeArchitecture(
      Tiny({.heads = 6, .kv_heads = 2, .q_width = 6, .v_width = 5, .hidden = 20}, 2), {});
}

// Values of more channels than a group of kernels has work items.
Network WideValues() {
  return DescribeArchitecture(
      Tiny({.heads = 2, .kv_heads = 1, .q_width = 2, .v_width = 262, .hidden = 16}, 1), {});
}

Network Nested() {
  Architecture nested = Tiny(kLearned, 1);
  nested.inner_blocks = 4;
  nested.rms_tip = false;
  return DescribeArchitecture(nested, {});
}

Network Unrotated() {
  Network network = Plain();
  for (converter::Block& block : network.trunk.blocks) {
    if (auto* const attention = std::get_if<AttentionBlock>(&block.kind)) attention->rope.reset();
  }
  return network;
}

// The tip's mean over the board, not over a point.
Network SpatialTip() {
  Network network = Plain();
  std::get<converter::RmsNorm>(network.trunk.tip_norm).spatial = true;
  return network;
}

// Transformer blocks before and after one that begins with a batch norm, and at the end.
Network Mixed() {
  Network network = Plain();
  const int channels = network.trunk.channels;
  converter::LayerFactory layers(converter::ActivationKind::kMish, network.tensors);
  converter::OrdinaryBlock block = {.name = "mixed"};
  block.pre_norm = layers.MakeBatchNorm("mixed.normactconv1.norm", channels, true);
  block.pre_activation = layers.MakeActivation("mixed.normactconv1.act");
  block.regular_convolution = layers.MakeConvolution("mixed.normactconv1.conv", 3, channels, 16);
  block.mid_norm = layers.MakeBatchNorm("mixed.normactconv2.norm", 16, true);
  block.mid_activation = layers.MakeActivation("mixed.normactconv2.act");
  block.final_convolution = layers.MakeConvolution("mixed.normactconv2.conv", 3, 16, channels);
  network.trunk.blocks.insert(network.trunk.blocks.begin() + 1, {std::move(block)});
  return network;
}

testing::TinyNetwork Make(Network network) {
  converter::TensorStore weights =
      testing::KeepValues(network, converter::SyntheticValues(network, 0));
  return {std::move(network), std::move(weights)};
}

class TransformerOnGpu : public ::testing::TestWithParam<std::tuple<Shape, bool>> {};

TEST_P(TransformerOnGpu, AgreesWithEigen) {
  TIDEMARK_GPU_OR_SKIP();
  const auto [shape, tiles] = GetParam();
  const testing::TinyNetwork tiny = Make(shape.describe());
  const reference::Evaluator eigen(tiny.network, tiny.weights);
  const auto evaluator = Open(tiny, {.tiles = tiles});
  // Boards smaller than the buffer among them, and buffers of other sizes: a very small one, and
  // one with more points than a group takes at once.
  for (const auto& [height, width, count] :
       {std::array{7, 5, 1}, {7, 5, 4}, {3, 2, 2}, {13, 19, 3}}) {
    const NetworkInputs inputs = Batch(tiny.network, {height, width}, count);
    ExpectClose(eigen.Evaluate(inputs), Evaluate(*evaluator, inputs), inputs,
                {.absolute = 2e-5, .relative = 2e-5});
  }
}

TEST_P(TransformerOnGpu, HalvesAreOffByTheirRounding) {
  TIDEMARK_GPU_OR_SKIP();
  const auto [shape, tiles] = GetParam();
  const testing::TinyNetwork tiny = Make(shape.describe());
  const auto whole = Open(tiny, {.tiles = tiles});
  const auto half = Open(tiny, {.half_storage = true, .tiles = tiles});
  const NetworkInputs inputs = Batch(tiny.network, {9, 9}, 2);
  const RawOutputs right = Evaluate(*whole, inputs);
  const RawOutputs rounded = Evaluate(*half, inputs);
  ExpectClose(right, rounded, inputs, {.absolute = 3e-2, .relative = 3e-2});
  EXPECT_NE(right.value, rounded.value);
}

INSTANTIATE_TEST_SUITE_P(, TransformerOnGpu,
                         Combine(Values(Shape{"plain", Plain}, Shape{"grouped", Grouped},
                                        Shape{"wide_values", WideValues}, Shape{"nested", Nested},
                                        Shape{"unrotated", Unrotated},
                                        Shape{"spatial_tip", SpatialTip}, Shape{"mixed", Mixed}),
                                 ::testing::Bool()),
                         [](const auto& tested) {
                           return std::string(std::get<0>(tested.param).name) +
                                  (std::get<1>(tested.param) ? "_in_tiles" : "_in_rows");
                         });

// Widths as networks have them.
TEST(TransformersOnGpu, SyntheticNetworksAgreeWithEigen) {
  TIDEMARK_GPU_OR_SKIP();
  for (const std::string_view name :
       {"b7c96h3tfrs", "b7c96h6kv3qk32v16tflrs", "b4c256h4nbttflrs"}) {
    const testing::TinyNetwork network =
        Make(DescribeArchitecture(converter::FindArchitecture(name), {}));
    const NetworkInputs inputs = Batch(network.network, {9, 11}, 2);
    const RawOutputs right =
        reference::Evaluator(network.network, network.weights).Evaluate(inputs);
    for (const bool tiles : {false, true}) {
      SCOPED_TRACE(std::string(name) + (tiles ? " in tiles" : " in rows"));
      const auto evaluator = Open(network, {.tiles = tiles});
      ExpectClose(right, Evaluate(*evaluator, inputs), inputs,
                  {.absolute = 1e-4, .relative = 1e-4});
    }
  }
}

// What is off the board, and beside it in the batch, is attended to by nobody.
TEST(TransformersOnGpu, APositionIsItselfInAnyBufferAndBatch) {
  TIDEMARK_GPU_OR_SKIP();
  const testing::TinyNetwork tiny = Make(Plain());
  for (const bool tiles : {false, true}) {
    const auto evaluator = Open(tiny, {.tiles = tiles});
    const NetworkInputs inputs = Batch(tiny.network, {5, 4}, 70);
    const RawOutputs together = Evaluate(*evaluator, inputs);
    for (const int n : {0, 1, 63, 64, 69}) {
      const RawOutputs alone = Evaluate(*evaluator, inputs.Select(n));
      EXPECT_EQ(alone.policy, together.Select(n).policy) << n;
      EXPECT_EQ(alone.value, together.Select(n).value) << n;
    }
    const std::array<int, 2> board = {5, 4};
    const RawOutputs tight =
        Evaluate(*evaluator, reference::PatternInputs(tiny.network, board, {5, 4}));
    const RawOutputs loose =
        Evaluate(*evaluator, reference::PatternInputs(tiny.network, board, {9, 11}));
    for (size_t i = 0; i < tight.value.size(); ++i) {
      EXPECT_NEAR(tight.value[i], loose.value[i], 2e-5) << i;
    }
  }
}

TEST(TransformersOnGpu, LearnedAnglesAreKeptWhenTheWeightsAreReleased) {
  TIDEMARK_GPU_OR_SKIP();
  testing::TinyNetwork tiny = Make(Nested());
  const NetworkInputs inputs = Batch(tiny.network, {6, 6}, 1);
  GpuBackend backend(tiny.network, tiny.weights);
  const RawOutputs right = reference::Evaluator(tiny.network, tiny.weights).Evaluate(inputs);
  tiny.weights.Release();
  ExpectClose(right, backend.Evaluate(inputs), inputs, {.absolute = 2e-5, .relative = 2e-5});
}

// Deeper networks need no more memory for activations, and no more for angles that do not differ.
TEST(TransformersOnGpu, LayersShareBuffersAndFixedAngles) {
  TIDEMARK_GPU_OR_SKIP();
  const auto activations = [](const TransformerShape& shape, int layers) {
    const testing::TinyNetwork tiny = Make(DescribeArchitecture(Tiny(shape, layers), {}));
    const auto evaluator = Open(tiny, {});
    Evaluate(*evaluator, Batch(tiny.network, {9, 9}, 1));
    return evaluator->memory().activation_bytes;
  };
  EXPECT_EQ(activations(kFixed, 1), activations(kFixed, 3));
  // A table of 16 channels for some 10 columns and as many rows in each layer, in floats.
  const auto more = activations(kLearned, 3) - activations(kLearned, 1);
  EXPECT_GT(more, 0U);
  EXPECT_LT(more, sizeof(float) * 2 * 2 * 16 * 12);
}

}  // namespace
}  // namespace tidemark::harness
