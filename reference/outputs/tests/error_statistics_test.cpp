#include "reference/outputs/error_statistics.h"

#include <limits>

#include <gtest/gtest.h>

namespace tidemark::reference {
namespace {

TEST(ErrorStatistics, PercentilesAreElementsAtTruncatedIndices) {
  ErrorStatistics statistics;
  // 12 values in no order; sorted: 1, 2, ..., 12.
  for (const double value : {7, 3, 12, 1, 9, 5, 11, 2, 8, 4, 10, 6}) {
    statistics.Add({.winrate = value});
  }
  const auto summary = statistics.Summarize(ErrorMetric::kWinrate);
  ASSERT_TRUE(summary.has_value());
  EXPECT_EQ(summary->n, 12U);
  EXPECT_DOUBLE_EQ(summary->mean, 6.5);
  EXPECT_EQ(summary->p90, 10);  // element 11 * 9 / 10 = 9
  EXPECT_EQ(summary->p99, 11);  // element 11 * 99 / 100 = 10
  EXPECT_EQ(summary->max, 12);
}

TEST(ErrorStatistics, OneValueIsAllOfThem) {
  ErrorStatistics statistics;
  statistics.Add({.policy_kl = -1e-9});
  const auto summary = statistics.Summarize(ErrorMetric::kPolicyKl);
  ASSERT_TRUE(summary.has_value());
  EXPECT_EQ(summary->mean, -1e-9);
  EXPECT_EQ(summary->p90, -1e-9);
  EXPECT_EQ(summary->max, -1e-9);
}

TEST(ErrorStatistics, EveryMetricHasItsOwnValues) {
  ErrorStatistics statistics;
  statistics.Add({.winrate = 1,
                  .lead = 2,
                  .score_mean = 3,
                  .score_stdev = 4,
                  .top_policy = 5,
                  .policy_kl = 6,
                  .shortterm_value_error = 7,
                  .shortterm_score_error = 8,
                  .ownership = {9, 0}});
  double expected = 1;
  for (const ErrorMetricInfo& info : kErrorMetricTable) {
    const auto summary = statistics.Summarize(info.metric);
    ASSERT_TRUE(summary.has_value()) << info.key;
    EXPECT_EQ(summary->max, expected) << info.key;
    ++expected;
  }
}

TEST(ErrorStatistics, OwnershipCountsPoints) {
  ErrorStatistics statistics;
  statistics.Add({.ownership = {0.5F, 0, 0, 0}});
  statistics.Add({.ownership = {0.25F, 0.25F, 0, 0}});
  const auto summary = statistics.Summarize(ErrorMetric::kOwnership);
  ASSERT_TRUE(summary.has_value());
  EXPECT_EQ(statistics.positions(), 2U);
  EXPECT_EQ(summary->n, 8U);
  EXPECT_DOUBLE_EQ(summary->mean, 0.125);
  EXPECT_EQ(summary->p90, 0.25);  // element 7 * 9 / 10 = 6
  EXPECT_EQ(summary->max, 0.5);
}

TEST(ErrorStatistics, AnInfiniteErrorShowsInMeanAndMaximum) {
  ErrorStatistics statistics;
  statistics.Add({.lead = std::numeric_limits<double>::infinity()});
  statistics.Add({.lead = 1});
  const auto summary = statistics.Summarize(ErrorMetric::kLead);
  ASSERT_TRUE(summary.has_value());
  EXPECT_EQ(summary->p90, 1);
  EXPECT_EQ(summary->mean, std::numeric_limits<double>::infinity());
  EXPECT_EQ(summary->max, std::numeric_limits<double>::infinity());
}

TEST(ErrorStatistics, NoPositionsMeanNoNumbers) {
  EXPECT_FALSE(ErrorStatistics().Summarize(ErrorMetric::kWinrate).has_value());
  EXPECT_FALSE(ErrorStatistics().Summarize(ErrorMetric::kOwnership).has_value());
}

TEST(ErrorMetric, TheTableIsInTheOrderOfTheMetrics) {
  for (size_t i = 0; i < kErrorMetrics; ++i) {
    EXPECT_EQ(static_cast<size_t>(kErrorMetricTable[i].metric), i);
  }
  EXPECT_EQ(InfoOf(ErrorMetric::kOwnership).katago_name, "ownershipError");
  EXPECT_EQ(InfoOf(ErrorMetric::kPolicyKl).key, "policy_kl");
}

}  // namespace
}  // namespace tidemark::reference
