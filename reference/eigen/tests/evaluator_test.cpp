#include "reference/eigen/evaluator.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/tiny_networks.h"
#include "reference/eigen/tests/golden_inputs.h"

namespace tidemark::reference {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

struct NamedOutput {
  std::string name;
  const std::vector<float>& values;
};

std::vector<NamedOutput> Outputs(const RawOutputs& outputs) {
  return {{"policy", outputs.policy},
          {"pass", outputs.pass},
          {"value", outputs.value},
          {"score value", outputs.score_value},
          {"ownership", outputs.ownership}};
}

void ExpectIdentical(const RawOutputs& actual, const RawOutputs& expected) {
  const auto actual_outputs = Outputs(actual);
  const auto expected_outputs = Outputs(expected);
  for (size_t i = 0; i < actual_outputs.size(); ++i) {
    EXPECT_EQ(actual_outputs[i].values, expected_outputs[i].values) << actual_outputs[i].name;
  }
}

// Positions of one buffer in a batch.
NetworkInputs Join(const std::vector<NetworkInputs>& positions) {
  NetworkInputs joined = positions.front();
  joined.batch = static_cast<int>(positions.size());
  for (size_t n = 1; n < positions.size(); ++n) {
    const NetworkInputs& next = positions[n];
    joined.spatial.insert(joined.spatial.end(), next.spatial.begin(), next.spatial.end());
    joined.global.insert(joined.global.end(), next.global.begin(), next.global.end());
    joined.metadata.insert(joined.metadata.end(), next.metadata.begin(), next.metadata.end());
  }
  return joined;
}

// Boards of several sizes in one buffer.
NetworkInputs MixedBatch(const converter::Network& network, int batch) {
  std::vector<NetworkInputs> positions;
  for (int n = 0; n < batch; ++n) {
    positions.push_back(PatternInputs(network, {7 + n % 5, 11 - n % 4}, {11, 11}, n));
  }
  return Join(positions);
}

TEST(Evaluator, FloatAgreesWithDouble) {
  for (const auto name : testing::kTinyNetworks) {
    SCOPED_TRACE(name);
    const auto tiny = testing::MakeTinyNetwork(name);
    const NetworkInputs inputs = MixedBatch(tiny.network, 3);
    const auto single = Evaluator(tiny.network, tiny.weights).Evaluate(inputs);
    const auto exact =
        Evaluator(tiny.network, tiny.weights, {.arithmetic = Arithmetic::kDouble}).Evaluate(inputs);
    const auto actual = Outputs(single);
    const auto expected = Outputs(exact);
    for (size_t i = 0; i < actual.size(); ++i) {
      float largest = 0;
      for (const float value : expected[i].values) largest = std::max(largest, std::abs(value));
      for (size_t j = 0; j < actual[i].values.size(); ++j) {
        ASSERT_NEAR(actual[i].values[j], expected[i].values[j], 1e-5 + 1e-5 * largest)
            << actual[i].name << " " << j;
      }
    }
  }
}

TEST(Evaluator, BatchEqualsItsPositions) {
  const auto tiny = testing::MakeTinyNetwork("tinynbt-v15-meta");
  const Evaluator evaluator(tiny.network, tiny.weights);
  const NetworkInputs inputs = MixedBatch(tiny.network, 5);
  const RawOutputs together = evaluator.Evaluate(inputs);
  for (int n = 0; n < inputs.batch; ++n) {
    SCOPED_TRACE(n);
    ExpectIdentical(evaluator.Evaluate(inputs.Select(n)), together.Select(n));
  }
}

// Batches that are shared out by position and batches whose layers are.
TEST(Evaluator, ThreadsChangeNoBit) {
  for (const auto arithmetic : {Arithmetic::kFloat, Arithmetic::kDouble}) {
    const auto tiny = testing::MakeTinyNetwork("tinynbt-v15-meta");
    const Evaluator one(tiny.network, tiny.weights, {.arithmetic = arithmetic});
    for (const int threads : {2, 4}) {
      const Evaluator several(tiny.network, tiny.weights,
                              {.arithmetic = arithmetic, .threads = threads});
      for (const int batch : {1, 3, 8}) {
        SCOPED_TRACE(::testing::Message() << threads << " threads, batch of " << batch);
        const NetworkInputs inputs = MixedBatch(tiny.network, batch);
        ExpectIdentical(several.Evaluate(inputs), one.Evaluate(inputs));
      }
    }
  }
}

// Layers wide enough to be computed in several pieces.
TEST(Evaluator, ThreadsChangeNoBitOfAWideNetwork) {
  const converter::Network network =
      converter::DescribeArchitecture(converter::FindArchitecture("b10c128"), {});
  const auto weights = testing::KeepValues(network, converter::SyntheticValues(network, 0));
  const NetworkInputs inputs = PatternInputs(network, {19, 19}, {19, 19});
  const RawOutputs expected = Evaluator(network, weights).Evaluate(inputs);
  ExpectIdentical(Evaluator(network, weights, {.threads = 3}).Evaluate(inputs), expected);
}

TEST(Evaluator, CallsFromSeveralThreadsTakeTurns) {
  const auto tiny = testing::MakeTinyNetwork("tinyconv-v15");
  const Evaluator evaluator(tiny.network, tiny.weights, {.threads = 2});
  const NetworkInputs inputs = MixedBatch(tiny.network, 2);
  const RawOutputs expected = evaluator.Evaluate(inputs);
  std::vector<RawOutputs> outputs(4);
  std::vector<std::thread> callers;
  for (RawOutputs& output : outputs) {
    callers.emplace_back([&] { output = evaluator.Evaluate(inputs); });
  }
  for (std::thread& caller : callers) caller.join();
  for (const RawOutputs& output : outputs) ExpectIdentical(output, expected);
}

TEST(Evaluator, BufferLargerThanTheBoardChangesNothingOnTheBoard) {
  for (const auto name : testing::kTinyNetworks) {
    SCOPED_TRACE(name);
    const auto tiny = testing::MakeTinyNetwork(name);
    const Evaluator evaluator(tiny.network, tiny.weights, {.arithmetic = Arithmetic::kDouble});
    const RawOutputs exact = evaluator.Evaluate(PatternInputs(tiny.network, {7, 9}, {7, 9}));
    const RawOutputs padded = evaluator.Evaluate(PatternInputs(tiny.network, {7, 9}, {13, 19}));
    const auto near = [](float actual, float expected) {
      return std::abs(actual - expected) <= 1e-6F + 1e-6F * std::abs(expected);
    };
    EXPECT_TRUE(std::ranges::equal(padded.value, exact.value, near));
    EXPECT_TRUE(std::ranges::equal(padded.score_value, exact.score_value, near));
    EXPECT_TRUE(std::ranges::equal(padded.pass, exact.pass, near));
    for (int y = 0; y < 7; ++y) {
      for (int x = 0; x < 9; ++x) {
        const auto at_exact = static_cast<size_t>(y * 9 + x);
        const auto at_padded = static_cast<size_t>(y * 19 + x);
        EXPECT_TRUE(near(padded.ownership[at_padded], exact.ownership[at_exact]));
        for (size_t k = 0; k < static_cast<size_t>(exact.policy_channels); ++k) {
          EXPECT_TRUE(
              near(padded.policy[k * 13 * 19 + at_padded], exact.policy[k * 7 * 9 + at_exact]))
              << y << ", " << x;
        }
      }
    }
  }
}

TEST(Evaluator, PolicyAndOwnershipAreZeroOffTheBoard) {
  const auto tiny = testing::MakeTinyNetwork("tinyconv-v16");
  const RawOutputs outputs =
      Evaluator(tiny.network, tiny.weights).Evaluate(PatternInputs(tiny.network, {3, 4}, {5, 5}));
  for (size_t s = 0; s < 25; ++s) {
    if (s / 5 < 3 && s % 5 < 4) continue;
    EXPECT_EQ(outputs.ownership[s], 0);
    for (size_t k = 0; k < 4; ++k) EXPECT_EQ(outputs.policy[k * 25 + s], 0);
  }
}

TEST(Evaluator, BuffersMayChangeFromCallToCall) {
  const auto tiny = testing::MakeTinyNetwork("tinyconv-v15");
  const Evaluator evaluator(tiny.network, tiny.weights);
  const NetworkInputs small = PatternInputs(tiny.network, {5, 6}, {5, 6});
  const NetworkInputs large = PatternInputs(tiny.network, {9, 13}, {19, 19});
  const NetworkInputs turned = PatternInputs(tiny.network, {6, 5}, {6, 5});
  const RawOutputs first = evaluator.Evaluate(small);
  evaluator.Evaluate(large);
  evaluator.Evaluate(turned);
  ExpectIdentical(evaluator.Evaluate(small), first);
}

TEST(Evaluator, MovesKeepTheirNetwork) {
  const auto tiny = testing::MakeTinyNetwork("tinyconv-v15");
  Evaluator evaluator(tiny.network, tiny.weights);
  const NetworkInputs inputs = PatternInputs(tiny.network, {7, 7}, {7, 7});
  const RawOutputs expected = evaluator.Evaluate(inputs);
  const Evaluator moved = std::move(evaluator);
  ExpectIdentical(moved.Evaluate(inputs), expected);
}

// Batches of every number of parts, one after the other in the same memory.
TEST(Evaluator, BatchesMayChangeFromCallToCall) {
  const auto tiny = testing::MakeTinyNetwork("tinyconv-v15");
  const Evaluator evaluator(tiny.network, tiny.weights);
  const NetworkInputs all = PatternInputs(tiny.network, {19, 18}, {19, 19});
  for (const int batch : {5, 1, 9, 4}) {
    const RawOutputs together =
        evaluator.Evaluate(Join(std::vector<NetworkInputs>(static_cast<size_t>(batch), all)));
    for (int n = 0; n < batch; ++n) {
      SCOPED_TRACE(::testing::Message() << n << " of " << batch);
      ExpectIdentical(together.Select(n), Evaluator(tiny.network, tiny.weights).Evaluate(all));
    }
  }
}

const LayerCost& CostOf(const std::vector<LayerCost>& costs, const std::string& layer) {
  const auto found = std::ranges::find(costs, layer, &LayerCost::layer);
  EXPECT_NE(found, costs.end()) << layer;
  return found == costs.end() ? costs.front() : *found;
}

TEST(Evaluator, ProfilesEveryLayerFromWhenItIsAskedTo) {
  const auto tiny = testing::MakeTinyNetwork("tinyconv-v15");
  Evaluator evaluator(tiny.network, tiny.weights);
  const NetworkInputs inputs = PatternInputs(tiny.network, {9, 9}, {9, 9});
  evaluator.Evaluate(inputs);
  EXPECT_TRUE(evaluator.Profile().empty());
  evaluator.StartProfile();
  evaluator.Evaluate(inputs);
  evaluator.Evaluate(Join({inputs, inputs}));
  const std::vector<LayerCost> costs = evaluator.Profile();
  ASSERT_FALSE(costs.empty());
  double seconds = 0;
  for (const LayerCost& cost : costs) {
    EXPECT_EQ(cost.calls, 2U) << cost.layer;
    EXPECT_GT(cost.activation_bytes, 0U) << cost.layer;
    seconds += cost.seconds;
  }
  EXPECT_GT(seconds, 0);
  // Two operations for each weight at each point of three positions.
  const converter::Convolution& first = tiny.network.trunk.initial_convolution;
  const LayerCost& convolution = CostOf(costs, first.name);
  const size_t weights =
      static_cast<size_t>(first.kernel_y * first.kernel_x * first.in_channels * first.out_channels);
  EXPECT_THAT(convolution.operation, HasSubstr("convolution "));
  EXPECT_EQ(convolution.operations, 2.0 * static_cast<double>(weights) * 81 * 3);
  EXPECT_EQ(convolution.weight_bytes, weights * 4);
  EXPECT_EQ(convolution.activation_bytes,
            static_cast<size_t>(first.in_channels + first.out_channels) * 81 * 3 * 4);
  const LayerCost& product = CostOf(costs, tiny.network.trunk.initial_mat_mul.name);
  EXPECT_EQ(product.operation, "matrix product");
  evaluator.StartProfile();
  EXPECT_TRUE(evaluator.Profile().empty());
}

TEST(Evaluator, RefusesInputsThatDoNotFit) {
  const auto tiny = testing::MakeTinyNetwork("tinynbt-v15-meta");
  const Evaluator evaluator(tiny.network, tiny.weights);
  const NetworkInputs good = PatternInputs(tiny.network, {4, 4}, {5, 5});
  ASSERT_NO_THROW(evaluator.Evaluate(good));
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const struct {
    std::function<void(NetworkInputs&)> spoil;
    const char* message;
  } cases[] = {
      {[](auto& inputs) { inputs.batch = 0; }, "at least one position"},
      {[](auto& inputs) { inputs.batch = 2; }, "the spatial input of a batch of 2 has 550 values"},
      {[](auto& inputs) { inputs.height = 0; }, "5x0 points is not between"},
      {[](auto& inputs) { inputs.width = -3; }, "-3x5 points is not between"},
      {[](auto& inputs) { inputs.width = 1 << 30; }, "is not between"},
      {[](auto& inputs) { inputs.height = 6; }, "the network takes 660"},
      {[](auto& inputs) { inputs.global.pop_back(); }, "the global input of a batch of 1 has 18"},
      {[](auto& inputs) { inputs.metadata.clear(); }, "the metadata of a batch of 1 has 0 values"},
      {[](auto& inputs) { std::ranges::fill(inputs.spatial, 0.0F); },
       "the mask of position 0 is empty"},
      {[](auto& inputs) { inputs.spatial[1] = 0.5F; }, "neither 0 nor 1 at point 1"},
      {[](auto& inputs) { inputs.spatial[3 * 25 + 4] = 1; },
       "channel 3 of position 0 is not 0 off the board, at point 4"},
      {[=](auto& inputs) { inputs.spatial[30] = nan; },
       "the spatial input holds a value that is not finite, at index 30"},
      {[=](auto& inputs) { inputs.global[3] = nan; }, "the global input holds"},
      {[=](auto& inputs) { inputs.metadata[9] = nan; }, "the metadata holds"},
  };
  for (const auto& [spoil, message] : cases) {
    NetworkInputs inputs = good;
    spoil(inputs);
    EXPECT_THAT([&] { evaluator.Evaluate(inputs); }, ThrowsMessage<UsageError>(HasSubstr(message)));
  }
}

TEST(Evaluator, RefusesMetadataItHasNoUseFor) {
  const auto tiny = testing::MakeTinyNetwork("tinyconv-v15");
  NetworkInputs inputs = PatternInputs(tiny.network, {4, 4}, {4, 4});
  inputs.metadata.assign(converter::kMetadataChannels, 0.0F);
  EXPECT_THAT([&] { Evaluator(tiny.network, tiny.weights).Evaluate(inputs); },
              ThrowsMessage<UsageError>(HasSubstr("has 192 values where the network takes 0")));
}

TEST(Evaluator, RefusesWeightsThatWereReleased) {
  auto tiny = testing::MakeTinyNetwork("tinyconv-v15");
  tiny.weights.Release();
  EXPECT_THAT([&] { Evaluator(tiny.network, tiny.weights); },
              ThrowsMessage<UsageError>(HasSubstr("layer model.conv_spatial")));
}

TEST(Evaluator, RefusesThreadsOutOfRange) {
  const auto tiny = testing::MakeTinyNetwork("tinyconv-v15");
  for (const int threads : {0, -1, 100'000}) {
    EXPECT_THROW(Evaluator(tiny.network, tiny.weights, {.threads = threads}), UsageError);
  }
}

}  // namespace
}  // namespace tidemark::reference
