#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "converter/io/byte_source.h"
#include "converter/network/network_reader.h"
#include "converter/testing/fixtures.h"
#include "converter/testing/tiny_networks.h"
#include "reference/eigen/evaluator.h"
#include "reference/eigen/tests/golden_inputs.h"
#include "reference/eigen/tests/golden_outputs.h"
#include "reference/eigen/tests/layer_test_support.h"
#include "reference/eigen/trunk_layers.h"

namespace tidemark::reference {
namespace {

constexpr std::string_view kTrained = "g170-b6c96";

// The golden numbers have six decimals, the outputs 24 bits.
constexpr double kPrinted = 1e-6;
constexpr double kRounded = 6e-8;

void ExpectRow(const std::vector<float>& actual, const std::vector<double>& expected,
               const std::string& what) {
  ASSERT_EQ(actual.size(), expected.size()) << what;
  for (size_t i = 0; i < actual.size(); ++i) {
    EXPECT_NEAR(actual[i], expected[i], kPrinted + kRounded * std::abs(expected[i]))
        << what << " " << i;
  }
}

void ExpectPlane(std::span<const float> plane, const GoldenOutput& golden,
                 const GoldenPlane& expected, const std::string& what) {
  const auto at = [&](int y, int x) {
    return double{plane[static_cast<size_t>(y * golden.buffer[1] + x)]};
  };
  const std::vector<double> points = {at(0, 0), at(2, 5), at(5, 2),
                                      at(golden.board[0] - 1, golden.board[1] - 1)};
  for (size_t i = 0; i < points.size(); ++i) {
    EXPECT_NEAR(points[i], expected.points[i], kPrinted + kRounded * std::abs(expected.points[i]))
        << what << " " << i;
  }
  double sum = 0;
  double magnitude = 0;
  for (int y = 0; y < golden.board[0]; ++y) {
    for (int x = 0; x < golden.board[1]; ++x) {
      sum += at(y, x);
      magnitude += std::abs(at(y, x));
    }
  }
  EXPECT_NEAR(sum, expected.sum, kPrinted + kRounded / 10 * magnitude) << what;
}

void ExpectGolden(const converter::Network& network, const converter::TensorStore& weights,
                  const GoldenOutput& golden) {
  SCOPED_TRACE(::testing::Message() << golden.board[0] << "x" << golden.board[1] << " in "
                                    << golden.buffer[0] << "x" << golden.buffer[1]);
  const Evaluator evaluator(network, weights, {.arithmetic = Arithmetic::kDouble});
  const RawOutputs outputs =
      evaluator.Evaluate(PatternInputs(network, golden.board, golden.buffer));
  ExpectRow(outputs.value, golden.value, "value");
  ExpectRow(outputs.score_value, golden.score_value, "score value");
  ExpectRow(outputs.pass, golden.pass, "pass");
  ASSERT_EQ(static_cast<size_t>(outputs.policy_channels), golden.policy.size());
  const size_t points = outputs.ownership.size();
  for (size_t k = 0; k < golden.policy.size(); ++k) {
    ExpectPlane(std::span(outputs.policy).subspan(k * points, points), golden, golden.policy[k],
                "policy " + std::to_string(k));
  }
  ExpectPlane(outputs.ownership, golden, golden.ownership, "ownership");
}

class GoldenTinyNetwork : public ::testing::TestWithParam<std::string_view> {};

TEST_P(GoldenTinyNetwork, EvaluatesToTheRecordedOutputs) {
  const auto tiny = testing::MakeTinyNetwork(GetParam());
  int compared = 0;
  for (const GoldenOutput& golden : GoldenOutputs()) {
    if (golden.network != GetParam()) continue;
    ExpectGolden(tiny.network, tiny.weights, golden);
    ++compared;
  }
  EXPECT_EQ(compared, 2);
}

INSTANTIATE_TEST_SUITE_P(TinyNetworks, GoldenTinyNetwork,
                         ::testing::ValuesIn(testing::kTinyNetworks), [](const auto& tested) {
                           std::string name(tested.param);
                           for (char& letter : name) {
                             if (letter == '-') letter = '_';
                           }
                           return name;
                         });

struct ReadNet {
  converter::TensorStore weights;
  converter::Network network;
};

ReadNet ReadTrained(const std::filesystem::path& fixtures) {
  ReadNet read;
  const auto source = converter::OpenStreamed(fixtures / "nets/g170-b6c96-v8.bin.gz");
  read.network = converter::ReadNetwork(*source, read.weights);
  return read;
}

TEST(GoldenTrainedNetwork, EvaluatesToTheRecordedOutputs) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const ReadNet read = ReadTrained(fixtures);
  int compared = 0;
  for (const GoldenOutput& golden : GoldenOutputs()) {
    if (golden.network != kTrained) continue;
    ExpectGolden(read.network, read.weights, golden);
    ++compared;
  }
  EXPECT_EQ(compared, 3);
}

// The stream's first two channels at row 2, column 5, on a 9x13 board in a 19x19 buffer.
TEST(GoldenTrainedNetwork, PassesTheCheckpointsOfItsTrunk) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const ReadNet read = ReadTrained(fixtures);
  const TrunkLayers<double> trunk(read.network.trunk, read.weights);
  const NetworkInputs inputs = PatternInputs(read.network, {9, 13}, {19, 19});
  BoardInBuffer<double> board(9, 13, 19, 19);
  auto stream = board->TakeMap(trunk.channels());
  auto tip = board->TakeMap(trunk.channels());
  const auto expect_at = [](const FeatureMap<double>& map, double first, double second) {
    EXPECT_NEAR(At(map, 0, 2, 5), first, kPrinted);
    EXPECT_NEAR(At(map, 1, 2, 5), second, kPrinted);
  };
  trunk.Stem(*board, {.spatial = inputs.spatial, .global = inputs.global, .metadata = {}}, stream);
  expect_at(stream, -20.544800, 2.741122);
  ASSERT_EQ(trunk.blocks().size(), 6U);
  trunk.blocks()[0]->AddTo(*board, stream);
  expect_at(stream, -22.918917, 4.254737);
  trunk.blocks()[1]->AddTo(*board, stream);
  expect_at(stream, -22.367391, 3.284695);
  trunk.blocks()[2]->AddTo(*board, stream);
  expect_at(stream, -21.358062, 3.113214);
  for (size_t i = 3; i < 6; ++i) trunk.blocks()[i]->AddTo(*board, stream);
  expect_at(stream, -11.213397, -0.959012);
  trunk.Tip(*board, stream, tip);
  expect_at(tip, 0, 0);
}

}  // namespace
}  // namespace tidemark::reference
