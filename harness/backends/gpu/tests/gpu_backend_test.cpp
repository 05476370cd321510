#include "harness/backends/gpu/gpu_backend.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/testing/tiny_networks.h"
#include "harness/backends/gpu/tests/gpu_evaluation.h"
#include "harness/backends/gpu/tests/gpu_or_skip.h"
#include "reference/eigen/evaluator.h"

namespace tidemark::harness {
namespace {

using reference::NetworkInputs;
using reference::RawOutputs;
using ::testing::Combine;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Property;
using ::testing::Throws;
using ::testing::ValuesIn;

// Every shape of network, with both kinds of convolution.
class TinyOnGpu : public ::testing::TestWithParam<std::tuple<std::string_view, bool>> {};

TEST_P(TinyOnGpu, AgreesWithEigen) {
  TIDEMARK_GPU_OR_SKIP();
  const auto [name, tiles] = GetParam();
  const testing::TinyNetwork tiny = testing::MakeTinyNetwork(name);
  const reference::Evaluator eigen(tiny.network, tiny.weights);
  const auto evaluator = Open(tiny, {.tiles = tiles});
  // Growing and shrinking batches, and other buffers.
  for (const auto& [height, width, count] :
       {std::array{7, 5, 1}, {7, 5, 4}, {7, 5, 2}, {13, 9, 3}}) {
    const NetworkInputs inputs = Batch(tiny.network, {height, width}, count);
    ExpectClose(eigen.Evaluate(inputs), Evaluate(*evaluator, inputs), inputs,
                {.absolute = 2e-5, .relative = 2e-5});
  }
}

INSTANTIATE_TEST_SUITE_P(, TinyOnGpu, Combine(ValuesIn(testing::kTinyNetworks), ::testing::Bool()));

TEST(GpuBackend, HalvesAreOffByTheirRounding) {
  TIDEMARK_GPU_OR_SKIP();
  const testing::TinyNetwork tiny = testing::MakeTinyNetwork("tinyconv-v16");
  GpuBackend whole(tiny.network, tiny.weights);
  GpuBackend half(tiny.network, tiny.weights, {.precision = converter::Precision::kFloat16});
  EXPECT_EQ(whole.info().precision, "fp32");
  EXPECT_EQ(half.info().precision, "fp16");
  const NetworkInputs inputs = Batch(tiny.network, {9, 9}, 2);
  const RawOutputs right = whole.Evaluate(inputs);
  const RawOutputs rounded = half.Evaluate(inputs);
  ExpectClose(right, rounded, inputs, {.absolute = 2e-2, .relative = 2e-2});
  EXPECT_NE(right.value, rounded.value);
  EXPECT_LT(half.memory().device->weight_bytes, whole.memory().device->weight_bytes);
}

TEST(GpuBackend, ABatchIsItsPositions) {
  TIDEMARK_GPU_OR_SKIP();
  const testing::TinyNetwork tiny = testing::MakeTinyNetwork("tinynbt-v15-meta");
  GpuBackend backend(tiny.network, tiny.weights);
  // More than are evaluated in one go.
  const NetworkInputs inputs = Batch(tiny.network, {5, 4}, 70);
  const RawOutputs together = backend.Evaluate(inputs);
  for (const int n : {0, 1, 63, 64, 69}) {
    const RawOutputs alone = backend.Evaluate(inputs.Select(n));
    const RawOutputs part = together.Select(n);
    EXPECT_EQ(alone.policy, part.policy) << n;
    EXPECT_EQ(alone.pass, part.pass) << n;
    EXPECT_EQ(alone.score_value, part.score_value) << n;
    EXPECT_EQ(alone.ownership, part.ownership) << n;
  }
}

TEST(GpuBackend, NeedsTheWeightsWhileItOpensOnly) {
  TIDEMARK_GPU_OR_SKIP();
  testing::TinyNetwork tiny = testing::MakeTinyNetwork("tinyconv-v8");
  const NetworkInputs inputs = Batch(tiny.network, {6, 6}, 1);
  GpuBackend backend(tiny.network, tiny.weights);
  const RawOutputs before = backend.Evaluate(inputs);
  tiny.weights.Release();
  EXPECT_EQ(backend.Evaluate(inputs).value, before.value);
  EXPECT_THAT([&] { GpuBackend(tiny.network, tiny.weights); },
              Throws<UsageError>(Property(&Error::message, HasSubstr("released"))));
}

TEST(GpuBackend, SaysWhatItIsAndHolds) {
  TIDEMARK_GPU_OR_SKIP();
  const testing::TinyNetwork tiny = testing::MakeTinyNetwork("tinyconv-v16");
  GpuBackend backend(tiny.network, tiny.weights);
  EXPECT_EQ(backend.info().name, "gpu");
  EXPECT_EQ(backend.info().policy_channels, 4);
  EXPECT_EQ(backend.info().score_channels, 6);
  EXPECT_EQ(backend.info().height, 0);
  EXPECT_EQ(backend.info().emulated, backend.device().type == "cpu");
  EXPECT_THAT(backend.info().device, HasSubstr(backend.device().name));
  EXPECT_GE(backend.memory().device->weight_bytes, tiny.weights.bytes());
  EXPECT_EQ(backend.memory().device->activation_bytes, 0U);
  backend.Evaluate(Batch(tiny.network, {9, 9}, 1));
  EXPECT_GT(backend.memory().device->activation_bytes, 0U);
  EXPECT_EQ(backend.memory().weight_bytes, 0U);
}

TEST(GpuBackend, ProfilesEveryKernelOfEveryCall) {
  TIDEMARK_GPU_OR_SKIP();
  const testing::TinyNetwork tiny = testing::MakeTinyNetwork("tinyconv-v16");
  GpuBackend backend(tiny.network, tiny.weights);
  const RawOutputs before = backend.Evaluate(Batch(tiny.network, {9, 9}, 2));
  EXPECT_THAT(backend.Profile(), IsEmpty());
  ASSERT_TRUE(backend.StartProfile());
  EXPECT_EQ(backend.Evaluate(Batch(tiny.network, {9, 9}, 2)).policy, before.policy);
  // Over another buffer, with other kernels of the same layers.
  backend.Evaluate(Batch(tiny.network, {5, 4}, 1));

  const std::vector<reference::LayerCost> costs = backend.Profile();
  ASSERT_THAT(costs, Not(IsEmpty()));
  double seconds = 0;
  for (const reference::LayerCost& cost : costs) {
    EXPECT_EQ(cost.calls, 2U) << cost.layer;
    EXPECT_FALSE(cost.layer.empty());
    EXPECT_GT(cost.activation_bytes, 0U) << cost.layer;
    seconds += cost.seconds;
  }
  EXPECT_GT(seconds, 0);
  const converter::Convolution& stem = tiny.network.trunk.initial_convolution;
  const auto found = std::ranges::find(costs, stem.name, &reference::LayerCost::layer);
  ASSERT_NE(found, costs.end());
  EXPECT_EQ(found->operation,
            "convolution " + std::to_string(stem.kernel_x) + "x" + std::to_string(stem.kernel_y));
  EXPECT_EQ(found->operations, 2.0 * stem.in_channels * stem.out_channels * stem.kernel_y *
                                   stem.kernel_x * (2 * 9 * 9 + 5 * 4));
  EXPECT_GE(found->weight_bytes, sizeof(float) * tiny.weights[stem.weights].size());

  ASSERT_TRUE(backend.StartProfile());
  EXPECT_THAT(backend.Profile(), IsEmpty());
}

TEST(GpuBackend, RefusesInputsThatDoNotFit) {
  TIDEMARK_GPU_OR_SKIP();
  const testing::TinyNetwork tiny = testing::MakeTinyNetwork("tinynbt-v15-meta");
  GpuBackend backend(tiny.network, tiny.weights);
  NetworkInputs inputs = Batch(tiny.network, {9, 9}, 1);
  inputs.metadata.clear();
  EXPECT_THAT([&] { backend.Evaluate(inputs); },
              Throws<UsageError>(Property(&Error::message, HasSubstr("metadata"))));
}

TEST(GpuBackend, AnUnknownDeviceIsAnErrorThatListsTheOthers) {
  TIDEMARK_GPU_OR_SKIP();
  const testing::TinyNetwork tiny = testing::MakeTinyNetwork("tinyconv-v8");
  const std::string known = gpu::Devices().front().id;
  EXPECT_THAT([&] { GpuBackend(tiny.network, tiny.weights, {.device = "99:99"}); },
              Throws<MeasurementError>(
                  Property(&Error::message, AllOf(HasSubstr("'99:99'"), HasSubstr(known)))));
  GpuBackend named(tiny.network, tiny.weights, {.device = known});
  EXPECT_EQ(named.device().id, known);
}

}  // namespace
}  // namespace tidemark::harness
