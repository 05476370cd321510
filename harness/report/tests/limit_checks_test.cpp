#include "harness/report/limit_checks.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using ::testing::SizeIs;

Check CheckOf(const RunRecord& run, const std::string& id, double value) {
  const std::vector<Limit> limits = {{.id = id, .value = value}};
  return CheckLimits(testing::HandMadeReport(), run, limits).at(0);
}

RunRecord SeedRun() { return testing::HandMadeReport().runs[1]; }

TEST(LimitChecks, SayHowMuchOfTheLimitIsUsed) {
  const Check check = CheckOf(SeedRun(), "peak_rss", 160.0 * (1 << 20));
  EXPECT_EQ(check.name, "peak_rss of seed/ane");
  EXPECT_EQ(check.status, CheckStatus::kPass);
  EXPECT_EQ(check.actual, "120.0 MiB (75.0 % of the limit)");
  EXPECT_EQ(check.limit, "160.0 MiB");
  EXPECT_EQ(check.reason, "");
}

TEST(LimitChecks, AValueAtItsLimitPassesAndOneOverItFails) {
  const double measured = 120.0 * (1 << 20);
  EXPECT_EQ(CheckOf(SeedRun(), "peak_rss", measured).status, CheckStatus::kPass);
  const Check over = CheckOf(SeedRun(), "peak_rss", measured - 1);
  EXPECT_EQ(over.status, CheckStatus::kFail);
  EXPECT_EQ(over.reason, "over the limit");
}

TEST(LimitChecks, ASavingIsWhatIsBelowTheSetWithoutLevers) {
  // The peaks are 600 and 120 MiB.
  const double saved = 480.0 * (1 << 20);
  const Check enough = CheckOf(SeedRun(), "saves_peak_rss", saved);
  EXPECT_EQ(enough.status, CheckStatus::kPass);
  EXPECT_EQ(enough.actual, "480.0 MiB");
  EXPECT_EQ(enough.limit, "at least 480.0 MiB");
  const Check less = CheckOf(SeedRun(), "saves_peak_rss", saved + 1);
  EXPECT_EQ(less.status, CheckStatus::kFail);
  EXPECT_EQ(less.reason, "saves too little");
}

TEST(LimitChecks, ASavingAgainstNothingFails) {
  const std::vector<Limit> limits = {{.id = "saves_peak_rss", .value = 1}};
  Report report = testing::HandMadeReport();
  report.runs.erase(report.runs.begin());
  EXPECT_EQ(CheckLimits(report, SeedRun(), limits).at(0).reason, "not measured");
}

TEST(LimitChecks, WhatWasNotMeasuredFails) {
  const Check memory = CheckOf(SeedRun(), "peak_footprint", 1e12);
  EXPECT_EQ(memory.status, CheckStatus::kFail);
  EXPECT_EQ(memory.reason, "not measured");
  EXPECT_EQ(memory.actual, "");
  RunRecord run = SeedRun();
  run.error.reset();
  EXPECT_EQ(CheckOf(run, "winrate_max", 1).reason, "not measured");
}

TEST(LimitChecks, ErrorsAreJudgedByTheirStatistic) {
  EXPECT_EQ(CheckOf(SeedRun(), "winrate_p99", 0.001).status, CheckStatus::kPass);
  const Check largest = CheckOf(SeedRun(), "winrate_max", 0.001);
  EXPECT_EQ(largest.status, CheckStatus::kFail);
  EXPECT_EQ(largest.actual, "0.150 % (150.0 % of the limit)");
  EXPECT_EQ(largest.limit, "0.100 %");
  EXPECT_EQ(CheckOf(SeedRun(), "lead_max", 0.5).limit, "0.5");
}

TEST(LimitChecks, InfiniteErrorsFail) {
  const Check check = CheckOf(SeedRun(), "policy_kl_max", 1e300);
  EXPECT_EQ(check.status, CheckStatus::kFail);
  EXPECT_EQ(check.actual, "infinite");
  RunRecord run = SeedRun();
  run.error->metrics[0]->max = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(CheckOf(run, "winrate_max", 1).status, CheckStatus::kFail);
}

TEST(LimitChecks, EveryKindOfLimitHasAFigure) {
  RunRecord run = SeedRun();
  const Summary one = {.min = 1, .median = 1, .max = 1, .n = 1};
  run.summary = {one, one, one, one, one, one, one, one, one, one, one, one, one, one};
  for (auto& metric : run.error->metrics) metric = reference::ErrorSummary{};
  for (const LimitInfo& info : LimitKinds()) {
    EXPECT_EQ(CheckOf(run, info.id, 1).status, CheckStatus::kPass) << info.id;
  }
}

TEST(LimitChecks, NoLimitsNoChecks) { EXPECT_THAT(CheckLimits({}, SeedRun(), {}), SizeIs(0)); }

}  // namespace
}  // namespace tidemark::harness
