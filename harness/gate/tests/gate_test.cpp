#include "harness/gate/gate.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "harness/gate/tests/made_reports.h"

namespace tidemark::harness {
namespace {

using testing::Conclude;
using ::testing::ElementsAre;
using testing::Grow;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kKiB;
using testing::kMiB;
using testing::MakeReport;
using ::testing::ThrowsMessage;

GateResult GateOf(const Report& head, const Policy& policy = {}) {
  return Gate(head, {.report = MakeReport()}, policy);
}

std::vector<Finding> Failed(const GateResult& result) {
  std::vector<Finding> failed;
  std::ranges::copy_if(result.findings, std::back_inserter(failed),
                       [](const Finding& finding) { return finding.verdict == Verdict::kFail; });
  return failed;
}

// "figure all/ane peak_rss", for each that failed.
std::vector<std::string> NamesOfFailed(const GateResult& result) {
  std::vector<std::string> names;
  for (const Finding& finding : Failed(result)) {
    names.push_back(std::string(NameOf(finding.subject)) + " " + finding.cell + " " + finding.name);
  }
  return names;
}

TEST(Gate, TheSameRunPasses) {
  const GateResult result = GateOf(MakeReport());
  EXPECT_THAT(NamesOfFailed(result), IsEmpty());
  EXPECT_TRUE(result.passed());
  EXPECT_EQ(result.Count(Verdict::kImproved), 0u);
}

TEST(Gate, GrowthBeyondThePolicyFails) {
  Report head = MakeReport();
  Grow(head, "all/ane", 3 * kMiB, 0);
  const GateResult result = GateOf(head);
  ASSERT_THAT(NamesOfFailed(result), ElementsAre("figure all/ane peak_rss"));
  const Finding finding = Failed(result)[0];
  EXPECT_EQ(finding.actual, "64.0 MiB -> 67.0 MiB, +3.0 MiB (+4.7 %)");
  EXPECT_EQ(finding.limit, "+1.3 MiB (2.0 %)");
  EXPECT_EQ(finding.reason, "grew");
  EXPECT_FALSE(result.passed());
}

TEST(Gate, GrowthWithinPercentFloorOrNoisePasses) {
  Report head = MakeReport();
  Grow(head, "all/ane", kMiB, kMiB);
  EXPECT_THAT(NamesOfFailed(GateOf(head)), IsEmpty()) << "1 MiB of 64 is 1.6 %";
  Policy tight;
  tight.metrics = {{.metric = "peak_rss", .percent = 0.1, .floor_bytes = 2 * kMiB}};
  EXPECT_THAT(NamesOfFailed(GateOf(head, tight)), IsEmpty()) << "under the floor";

  tight.metrics = {{.metric = "peak_rss", .percent = 0.1, .floor_bytes = 4 * kKiB, .sigmas = 5}};
  EXPECT_THAT(NamesOfFailed(GateOf(head, tight)), ElementsAre("figure all/ane peak_rss"));
  NoiseRecord noise = {
      .cells = {
          {.cell = "all/ane", .figures = {{.metric = "peak_rss", .sigma_bytes = 300.0 * kKiB}}}}};
  const Baseline noisy = {
      .report = MakeReport(),
      .record = BaselineRecord{.anchor = AnchorOf(MakeReport()), .noise = noise}};
  EXPECT_THAT(NamesOfFailed(Gate(head, noisy, tight)), IsEmpty()) << "5 sigma are 1.5 MiB";
}

TEST(Gate, WhatChanceExplainsPasses) {
  Report head = MakeReport();
  // Three of five samples 5 MiB higher, two lower than all others.
  for (Sample& sample : head.runs[1].samples) {
    sample.peak_rss_bytes = sample.repeat < 3 ? 69 * kMiB : 60 * kMiB;
  }
  Conclude(head);
  const GateResult result = GateOf(head);
  EXPECT_THAT(NamesOfFailed(result), IsEmpty());
  EXPECT_TRUE(std::ranges::any_of(result.findings, [](const Finding& finding) {
    return finding.reason == "beyond what is allowed, but no more than chance would move it";
  }));
}

TEST(Gate, AnImprovementIsTold) {
  Report head = MakeReport();
  Grow(head, "all/ane", -static_cast<int64_t>(3 * kMiB), 0);
  const GateResult result = GateOf(head);
  EXPECT_TRUE(result.passed());
  EXPECT_EQ(result.Count(Verdict::kImproved), 1u);
}

TEST(Gate, TooFewSamplesFail) {
  Report head = MakeReport();
  head.runs[1].samples.resize(2);
  const std::vector<Finding> failed = Failed(GateOf(head));
  ASSERT_FALSE(failed.empty());
  EXPECT_EQ(failed[0].reason, "too few samples to decide on: 5 and 2, at least 3 are needed");
  // Three decide that nothing grew, but not that it did by chance.
  head = MakeReport();
  head.runs[1].samples.resize(3);
  EXPECT_THAT(NamesOfFailed(GateOf(head)), IsEmpty());
}

TEST(Gate, WhatIsMissingFails) {
  Report head = MakeReport();
  head.runs.pop_back();
  EXPECT_THAT(NamesOfFailed(GateOf(head)), ElementsAre("run all/ane it ran"));

  head = MakeReport();
  for (Sample& sample : head.runs[1].samples) sample.steady_rss_bytes.reset();
  EXPECT_THAT(NamesOfFailed(GateOf(head)),
              ElementsAre("figure all/ane steady_rss", "saving all/ane steady_rss against off"));

  head = MakeReport();
  head.runs.clear();
  head.checks.clear();
  const GateResult empty = GateOf(head);
  EXPECT_FALSE(empty.passed());
  EXPECT_THAT(NamesOfFailed(empty),
              ElementsAre("run  something ran", "run off/ane it ran", "run all/ane it ran"));
}

TEST(Gate, AnEmptyBaselineFails) {
  Report base = MakeReport();
  base.runs.clear();
  EXPECT_FALSE(Gate(MakeReport(), {.report = base}, {}).passed());
}

TEST(Gate, AProcessThatDidNotEndWellFails) {
  Report head = MakeReport();
  head.runs[1].samples[3].exit = {.status = "crashed", .signal = 11};
  Conclude(head);
  EXPECT_THAT(NamesOfFailed(GateOf(head)), ElementsAre("run  every process of all/ane ended well"));
  // A report that was edited to hide the check is seen through.
  head.checks.clear();
  EXPECT_THAT(NamesOfFailed(GateOf(head)), ElementsAre("run  every process of all/ane ended well"));
}

TEST(Gate, OtherBytesFailUnlessThePolicyAllows) {
  Report head = MakeReport();
  head.runs[1].artifact->model_sha256 = "ee";
  EXPECT_THAT(NamesOfFailed(GateOf(head)), ElementsAre("artifact all/ane package"));
  Policy policy;
  policy.identical_artifacts = false;
  EXPECT_THAT(NamesOfFailed(GateOf(head, policy)), IsEmpty());
  head.runs[1].artifact.reset();
  head.runs[1].artifact_reason = "no process of this cell converted";
  EXPECT_THAT(NamesOfFailed(GateOf(head, policy)), ElementsAre("artifact all/ane package"));
}

TEST(Gate, AnErrorThatGrewFails) {
  Report head = MakeReport();
  head.runs[1].error->metrics[0]->p99 *= 1.2;
  EXPECT_THAT(NamesOfFailed(GateOf(head)), ElementsAre("error all/ane winrate p99"));
  head = MakeReport();
  head.runs[1].error->katago->pass = false;
  EXPECT_THAT(NamesOfFailed(GateOf(head)),
              ElementsAre("error all/ane KataGo's limits for current"));
  head.runs[1].error.reset();
  EXPECT_THAT(NamesOfFailed(GateOf(head)), ElementsAre("error all/ane outputs"));
}

TEST(Gate, ALeverThatStoppedSavingFailsThoughItsCellIsFine) {
  Report head = MakeReport();
  // The program without levers became as lean as the one with them.
  Grow(head, "off/ane", -static_cast<int64_t>(400 * kMiB), 0);
  EXPECT_THAT(NamesOfFailed(GateOf(head)), ElementsAre("saving all/ane peak_rss against off"));
  const Finding finding = Failed(GateOf(head))[0];
  EXPECT_EQ(finding.actual, "saves 36.0 MiB");
  EXPECT_EQ(finding.limit, "at least 392.4 MiB of 436.0 MiB");
}

TEST(Gate, SmallStepsMayNotAddUp) {
  Report anchored = MakeReport();
  Grow(anchored, "all/ane", -static_cast<int64_t>(6 * kMiB), 0);
  const Baseline baseline = {.report = MakeReport(),
                             .record = BaselineRecord{.anchor = AnchorOf(anchored)}};
  EXPECT_THAT(NamesOfFailed(Gate(MakeReport(), baseline, {})),
              ElementsAre("drift all/ane peak_rss"));
  Policy loose;
  loose.drift_percent = 12;
  EXPECT_THAT(NamesOfFailed(Gate(MakeReport(), baseline, loose)), IsEmpty());
}

TEST(Gate, BudgetsHoldAndAreNotLoosenedByTheChange) {
  Policy policy;
  policy.budgets = {{.cell = "all/ane", .limits = {{.id = "peak_rss", .value = 60.0 * kMiB}}}};
  EXPECT_THAT(NamesOfFailed(GateOf(MakeReport(), policy)), ElementsAre("budget all/ane peak_rss"));

  Report base = MakeReport();
  base.scenario.limits = {
      {.cell = "all/ane", .limits = {{.id = "peak_rss", .value = 60.0 * kMiB}}}};
  Report head = MakeReport();
  head.scenario.limits = {
      {.cell = "all/ane", .limits = {{.id = "peak_rss", .value = 90.0 * kMiB}}}};
  EXPECT_THAT(NamesOfFailed(Gate(head, {.report = base}, {})),
              ElementsAre("budget all/ane peak_rss"));
}

TEST(Gate, ABudgetForNoCellFails) {
  Policy policy;
  policy.budgets = {{.cell = "al/ane", .limits = {{.id = "peak_rss", .value = 90.0 * kMiB}}}};
  EXPECT_THAT(NamesOfFailed(GateOf(MakeReport(), policy)), ElementsAre("budget al/ane it ran"));
}

TEST(Gate, RefusesWhatCannotBeCompared) {
  Report head = MakeReport();
  head.environment.host_class = "macos";
  EXPECT_THAT([&] { GateOf(head); },
              ThrowsMessage<UsageError>(HasSubstr("cannot be compared: environment.host_class")));
  head = MakeReport();
  head.quick = true;
  EXPECT_THAT([&] { GateOf(head); }, ThrowsMessage<UsageError>(HasSubstr("--quick")));
}

TEST(Confirm, AFailureStandsOnlyIfItComesBackEveryTime) {
  Report head = MakeReport();
  Grow(head, "all/ane", 3 * kMiB, 0);
  GateResult result = GateOf(head);
  EXPECT_THAT(SuspiciousCells(result), ElementsAre("all/ane"));
  const std::vector<GateResult> twice = {GateOf(head), GateOf(head)};
  Confirm(twice, result);
  ASSERT_FALSE(result.passed());
  EXPECT_EQ(Failed(result)[0].reason, "grew; confirmed in 2 of 2 reruns");

  result = GateOf(head);
  const std::vector<GateResult> once = {GateOf(head), GateOf(MakeReport())};
  Confirm(once, result);
  EXPECT_TRUE(result.passed());
  EXPECT_TRUE(std::ranges::any_of(result.findings, [](const Finding& finding) {
    return finding.reason == "not confirmed: it failed again in 1 of 2 reruns";
  }));
}

TEST(Confirm, BytesAndErrorsAreNotChance) {
  Report head = MakeReport();
  head.runs[1].artifact->model_sha256 = "ee";
  GateResult result = GateOf(head);
  EXPECT_THAT(SuspiciousCells(result), IsEmpty());
  const std::vector<GateResult> again = {GateOf(MakeReport())};
  Confirm(again, result);
  EXPECT_FALSE(result.passed());
}

// The run's own error is that of the device that is farthest off, so it hides the others.
TEST(Gate, ErrorsOfEachDeviceAreHeldAgainstTheirOwn) {
  const auto with_gpu = [](double error) {
    Report report = MakeReport();
    for (RunRecord& run : report.runs) {
      run.backends = {{.backend = "ane", .errors = {*run.error}},
                      {.backend = "gpu", .errors = {*run.error}}};
      for (auto& metric : run.backends[1].errors[0].metrics) {
        if (metric.has_value()) metric->max = error;
      }
    }
    return report;
  };
  const Baseline base = {.report = with_gpu(1e-4)};
  EXPECT_TRUE(Gate(with_gpu(1e-4), base, {}).passed());
  EXPECT_THAT(NamesOfFailed(Gate(with_gpu(1e-3), base, {})),
              ElementsAre("error off/ane on gpu winrate max", "error all/ane on gpu winrate max"));
  Report lost = with_gpu(1e-4);
  lost.runs[1].backends.pop_back();
  EXPECT_THAT(NamesOfFailed(Gate(lost, base, {})), ElementsAre("error all/ane on gpu outputs"));
}

}  // namespace
}  // namespace tidemark::harness
