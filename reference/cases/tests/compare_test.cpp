#include "reference/cases/compare.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "reference/cases/tests/sample_cases.h"

namespace tidemark::reference {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr float kNotANumber = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
// In a 3 x 2 buffer (W x H).
using testing::kBoard;

RawOutputs Outputs() { return *testing::FullCase(2, 3, kBoard).outputs; }

const OutputDifference& Of(const RawComparison& comparison, std::string_view output) {
  for (const OutputDifference& one : comparison.outputs()) {
    if (one.output == output) return one;
  }
  throw std::runtime_error("no such output");
}

TEST(RawComparison, EqualOutputsPassWithoutTolerance) {
  RawComparison comparison({});
  comparison.Add(0, Outputs(), Outputs(), kBoard);
  EXPECT_TRUE(comparison.pass());
  EXPECT_EQ(comparison.max_absolute(), 0);
  // Two channels and one of 4 points on the board.
  EXPECT_EQ(Of(comparison, "policy").values, 8U);
  EXPECT_EQ(Of(comparison, "ownership").values, 4U);
  EXPECT_EQ(Of(comparison, "pass").values, 2U);
  EXPECT_EQ(Of(comparison, "value").values, 3U);
  EXPECT_EQ(Of(comparison, "scorevalue").values, 6U);
}

TEST(RawComparison, NothingComparedIsNoPass) {
  const RawComparison comparison({});
  EXPECT_FALSE(comparison.pass());
  EXPECT_FALSE(comparison.max_absolute().has_value());
}

TEST(RawComparison, NamesThePlaceOfTheLargestDifference) {
  RawComparison comparison({.absolute = 10});
  RawOutputs actual = Outputs();
  actual.policy[0] += 0.25F;
  comparison.Add(4, Outputs(), actual, kBoard);
  actual = Outputs();
  actual.policy[6 + 3 + 1] -= 0.5F;  // channel 1, y 1, x 1
  comparison.Add(9, Outputs(), actual, kBoard);
  const OutputDifference& policy = Of(comparison, "policy");
  ASSERT_TRUE(policy.absolute.has_value());
  EXPECT_EQ(policy.absolute->difference, 0.5);
  EXPECT_EQ(policy.absolute->place.case_index, 9U);
  EXPECT_EQ(policy.absolute->place.channel, 1);
  EXPECT_EQ(policy.absolute->place.y, 1);
  EXPECT_EQ(policy.absolute->place.x, 1);
  EXPECT_EQ(policy.absolute->recorded, -3 + 10 / 64.0F);
  EXPECT_EQ(policy.absolute->actual, -3.5F + 10 / 64.0F);
  ASSERT_TRUE(policy.relative.has_value());
  EXPECT_DOUBLE_EQ(policy.relative->difference, 0.5 / (3 - 10 / 64.0));
  EXPECT_FALSE(policy.worst_failure.has_value());
  EXPECT_EQ(comparison.cases(), 2U);
  EXPECT_EQ(comparison.max_absolute(), 0.5);
  EXPECT_TRUE(comparison.pass());
}

TEST(RawComparison, VectorsHaveChannelsAndNoBoard) {
  RawComparison comparison({});
  RawOutputs actual = Outputs();
  actual.score_value[4] += 1;
  comparison.Add(0, Outputs(), actual, kBoard);
  const OutputDifference& score = Of(comparison, "scorevalue");
  EXPECT_EQ(score.failures, 1U);
  ASSERT_TRUE(score.worst_failure.has_value());
  EXPECT_EQ(score.worst_failure->place.channel, 4);
  EXPECT_FALSE(score.worst_failure->place.y.has_value());
  EXPECT_FALSE(score.worst_failure->place.x.has_value());
}

TEST(RawComparison, ToleranceIsAbsolutePlusRelative) {
  RawOutputs recorded = Outputs();
  recorded.value = {8, 0, 0};
  RawOutputs actual = recorded;
  actual.value[0] = 8.75F;
  RawComparison equal({.absolute = 0.25, .relative = 0.0625});  // allows 0.75
  equal.Add(0, recorded, actual, kBoard);
  EXPECT_TRUE(equal.pass());
  actual.value[0] = 8.8F;
  RawComparison larger({.absolute = 0.25, .relative = 0.0625});
  larger.Add(0, recorded, actual, kBoard);
  EXPECT_FALSE(larger.pass());
  EXPECT_EQ(larger.failures(), 1U);
  EXPECT_NEAR(Of(larger, "value").worst_failure->difference, 0.8 / 0.75, 1e-6);
}

TEST(RawComparison, TheWorstFailureIsMeasuredByItsTolerance) {
  RawOutputs recorded = Outputs();
  recorded.value = {100, 1, 0};
  RawOutputs actual = recorded;
  actual.value = {103, 1.5F, 0};
  RawComparison comparison({.absolute = 0.01, .relative = 0.01});
  comparison.Add(0, recorded, actual, kBoard);
  const OutputDifference& value = Of(comparison, "value");
  EXPECT_EQ(value.failures, 2U);
  EXPECT_EQ(value.absolute->place.channel, 0);
  EXPECT_EQ(value.worst_failure->place.channel, 1);
}

TEST(RawComparison, OffTheBoardAnythingGoes) {
  RawOutputs recorded = Outputs();
  RawOutputs actual = Outputs();
  recorded.policy[2] = kNotANumber;
  actual.policy[5] = 1e9F;
  actual.ownership[2] = kInfinity;
  RawComparison comparison({});
  comparison.Add(0, recorded, actual, kBoard);
  EXPECT_TRUE(comparison.pass());
}

TEST(RawComparison, WhatIsNotFiniteFailsOnEitherSideAndOnBoth) {
  for (const float value : {kNotANumber, kInfinity, -kInfinity}) {
    for (const int sides : {1, 2, 3}) {
      RawOutputs recorded = Outputs();
      RawOutputs actual = Outputs();
      if ((sides & 1) != 0) recorded.ownership[1] = value;
      if ((sides & 2) != 0) actual.ownership[1] = value;
      RawComparison comparison({.absolute = 1e30, .relative = 1e30});
      comparison.Add(0, recorded, actual, kBoard);
      EXPECT_FALSE(comparison.pass()) << value << " " << sides;
      EXPECT_EQ(comparison.failures(), 1U);
      EXPECT_EQ(Of(comparison, "ownership").absolute->difference, kInfinity);
      EXPECT_EQ(Of(comparison, "ownership").worst_failure->place.x, 1);
      EXPECT_EQ(comparison.max_absolute(), kInfinity);
    }
  }
}

TEST(RawComparison, ValuesRecordedAsZeroHaveNoProportion) {
  RawOutputs recorded = Outputs();
  recorded.pass = {0, 0};
  RawOutputs actual = recorded;
  actual.pass = {0.5F, 0};
  RawComparison comparison({.absolute = 1});
  comparison.Add(0, recorded, actual, kBoard);
  EXPECT_EQ(Of(comparison, "pass").absolute->difference, 0.5);
  EXPECT_FALSE(Of(comparison, "pass").relative.has_value());
}

TEST(RawComparison, OutputsMustBeOfOneKind) {
  RawComparison comparison({});
  RawOutputs fewer = Outputs();
  fewer.policy_channels = 1;
  fewer.policy.resize(6);
  fewer.pass.resize(1);
  EXPECT_THAT([&] { comparison.Add(0, Outputs(), fewer, kBoard); },
              ThrowsMessage<UsageError>(HasSubstr("cannot compare 1 policy and 6 score channels")));
}

}  // namespace
}  // namespace tidemark::reference
