#include "reference/outputs/error_limits.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

PositionErrors Errors() { return {.ownership = {0}}; }

TEST(ErrorLimits, AreInTheMetricsOwnUnit) {
  EXPECT_DOUBLE_EQ(LimitOf(ErrorMetric::kWinrate, ErrorLimitSet::kFp32).p99, 0.0045);
  EXPECT_DOUBLE_EQ(LimitOf(ErrorMetric::kWinrate, ErrorLimitSet::kCurrent).max, 0.05);
  EXPECT_DOUBLE_EQ(LimitOf(ErrorMetric::kLead, ErrorLimitSet::kCurrent).max, 3);
  EXPECT_DOUBLE_EQ(LimitOf(ErrorMetric::kPolicyKl, ErrorLimitSet::kFp32).max, 0.0012);
  EXPECT_DOUBLE_EQ(LimitOf(ErrorMetric::kShorttermValueError, ErrorLimitSet::kFp32).max, 0.0243);
  EXPECT_DOUBLE_EQ(LimitOf(ErrorMetric::kOwnership, ErrorLimitSet::kCurrent).p99, 0.035);
}

// The table gives some limits as multiples of others.
TEST(ErrorLimits, KeepTheirProportions) {
  for (const auto set : {ErrorLimitSet::kFp32, ErrorLimitSet::kCurrent}) {
    const ErrorLimit winrate = LimitOf(ErrorMetric::kWinrate, set);
    const ErrorLimit lead = LimitOf(ErrorMetric::kLead, set);
    EXPECT_DOUBLE_EQ(LimitOf(ErrorMetric::kScoreMean, set).p99, lead.p99);
    EXPECT_DOUBLE_EQ(LimitOf(ErrorMetric::kScoreStdev, set).max, 0.6 * lead.max);
    EXPECT_DOUBLE_EQ(LimitOf(ErrorMetric::kShorttermValueError, set).p99, 1.8 * winrate.p99);
    EXPECT_DOUBLE_EQ(LimitOf(ErrorMetric::kShorttermScoreError, set).max, 0.75 * lead.max);
    EXPECT_DOUBLE_EQ(LimitOf(ErrorMetric::kOwnership, set).p99, 1.75 * winrate.p99);
    EXPECT_DOUBLE_EQ(LimitOf(ErrorMetric::kOwnership, set).max, 4 * winrate.max);
  }
}

TEST(Judge, NamesTheMetricClosestToItsLimit) {
  ErrorStatistics statistics;
  PositionErrors errors = Errors();
  errors.lead = 0.17;       // half of 0.34
  errors.winrate = 0.0009;  // a fifth of 0.45 %
  statistics.Add(errors);
  const ErrorVerdict verdict = Judge(statistics, ErrorLimitSet::kFp32);
  EXPECT_TRUE(verdict.pass);
  EXPECT_EQ(verdict.closest_p99.metric, ErrorMetric::kLead);
  EXPECT_NEAR(verdict.closest_p99.ratio, 0.5, 1e-12);
  EXPECT_NEAR(verdict.closest_max.ratio, 0.17 / 0.9, 1e-12);
}

TEST(Judge, AValueEqualToItsLimitPassesAndALargerOneFails) {
  PositionErrors errors = Errors();
  errors.score_mean = 0.34;
  ErrorStatistics equal;
  equal.Add(errors);
  EXPECT_TRUE(Judge(equal, ErrorLimitSet::kFp32).pass);
  errors.score_mean = 0.3401;
  ErrorStatistics larger;
  larger.Add(errors);
  EXPECT_FALSE(Judge(larger, ErrorLimitSet::kFp32).pass);
  EXPECT_TRUE(Judge(larger, ErrorLimitSet::kCurrent).pass);
}

TEST(Judge, OneOutlierFailsByTheMaximumAlone) {
  ErrorStatistics statistics;
  for (int i = 0; i < 199; ++i) statistics.Add(Errors());
  PositionErrors outlier = Errors();
  outlier.policy_kl = 0.005;
  statistics.Add(outlier);
  const ErrorVerdict verdict = Judge(statistics, ErrorLimitSet::kCurrent);
  EXPECT_FALSE(verdict.pass);
  EXPECT_EQ(verdict.closest_p99.ratio, 0);
  EXPECT_EQ(verdict.closest_max.metric, ErrorMetric::kPolicyKl);
  EXPECT_NEAR(verdict.closest_max.ratio, 1.25, 1e-12);
}

TEST(Judge, AnInfiniteErrorFails) {
  ErrorStatistics statistics;
  PositionErrors errors = Errors();
  errors.ownership[0] = std::numeric_limits<float>::infinity();
  statistics.Add(errors);
  EXPECT_FALSE(Judge(statistics, ErrorLimitSet::kCurrent).pass);
}

TEST(Judge, NothingComparedIsNoVerdict) {
  EXPECT_THAT([] { Judge(ErrorStatistics(), ErrorLimitSet::kFp32); },
              ThrowsMessage<MeasurementError>(HasSubstr("no position was compared")));
}

}  // namespace
}  // namespace tidemark::reference
