// What a report knows of the devices of an engine: errors of each, what stays resident, limits.

#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/io/read_file.h"
#include "converter/testing/temp_dir.h"
#include "harness/report/backend_record.h"
#include "harness/report/console_report.h"
#include "harness/report/json_report.h"
#include "harness/report/limit_checks.h"
#include "harness/report/parity.h"
#include "harness/report/resident.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using reference::ErrorMetric;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kMiB;
using ::testing::Not;

OutputErrors Errors(const std::string& reference, double winrate, double ratio) {
  OutputErrors errors = {.reference = reference, .positions = 4, .raw_max_abs = winrate};
  errors.metrics[static_cast<size_t>(ErrorMetric::kWinrate)] = {
      .n = 4, .mean = winrate / 4, .p90 = winrate / 2, .p99 = winrate / 2, .max = winrate};
  errors.katago = KatagoVerdict{.limits = "current",
                                .closest_p99 = {.metric = "winrate", .ratio = ratio},
                                .closest_max = {.metric = "lead", .ratio = ratio / 2},
                                .pass = true};
  return errors;
}

BackendRecord Ane() {
  return {.backend = "ane",
          .precision = "fp16",
          .emulated = true,
          .errors = {Errors("eigen", 0.002, 0.1)}};
}

BackendRecord Gpu() {
  return {.backend = "gpu",
          .device = "Some GPU (Some Platform)",
          .precision = "fp32",
          .device_weight_bytes = 100 * kMiB,
          .device_activation_bytes = 3 * kMiB,
          .evaluate_s = Summary{.min = 0.25, .median = 0.5, .max = 1, .n = 8},
          .errors = {Errors("eigen", 1e-7, 0.0001), Errors("ane", 0.003, 0.2)}};
}

RunRecord Mixed(const std::string& set) {
  RunRecord run = {
      .id = set + "/ane+gpu",
      .lever_set = set,
      .devices = {"ane", "gpu"},
      .backend = "ane+gpu",
      .emulated = true,
      .backends = {Ane(), Gpu()},
      .inactive_levers = {{.lever = "release_weights", .reason = "the GPU needs them"}}};
  run.samples.push_back(
      {.exit = {.code = 0},
       .peak_rss_bytes = 300 * kMiB,
       .phases = {{.name = "idle",
                   .owners = {{.name = "activations", .bytes = 1000},
                              {.name = "package weights", .bytes = 50 * kMiB},
                              {.name = "engine weights", .bytes = 100 * kMiB}}}}});
  run.error = *WorstOf(run.backends);
  return run;
}

Report MixedReport() {
  Report report = testing::HandMadeReport();
  report.scenario.devices = {{"ane", "gpu"}};
  report.scenario.limits.clear();
  report.effects.clear();
  report.checks.clear();
  report.warnings.clear();
  report.runs = {Mixed("off"), Mixed("seed")};
  report.runs[1].backends[1].errors[0] = Errors("eigen", 2e-7, 0.0002);
  return report;
}

TEST(Backends, TheWorstIsWhatComesClosestToTheLimits) {
  const std::vector<BackendRecord> both = {Ane(), Gpu()};
  const OutputErrors* const worst = WorstOf(both);
  ASSERT_NE(worst, nullptr);
  EXPECT_EQ(worst->raw_max_abs, 0.002) << "not the pair of devices, which is worse";
  EXPECT_EQ(WorstOf({}), nullptr);
}

TEST(Backends, RunsWithTheSameErrorsShareARow) {
  const Report report = MixedReport();
  const std::vector<ParityRow> rows = ParityOf(report);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_THAT(rows[0].runs, ElementsAre("off/ane+gpu", "seed/ane+gpu"));
  EXPECT_THAT(rows[1].runs, ElementsAre("off/ane+gpu"));
  EXPECT_THAT(rows[2].runs, ElementsAre("off/ane+gpu", "seed/ane+gpu"));
  EXPECT_THAT(rows[3].runs, ElementsAre("seed/ane+gpu"));
  EXPECT_THAT(
      ParityTexts(rows[0]),
      ElementsAre("ane fp16 (emulated)", "eigen", "4", "0.05 %", "0.1 %", "0.2 %", "-",
                  "current, kept", "0.1 (winrate)", "0.05 (lead)", "off/ane+gpu, seed/ane+gpu"));
  EXPECT_EQ(ParityTexts(rows[2])[1], "ane");
  EXPECT_EQ(ParityTexts(rows[0]).size(), ParityHeading().size());
}

TEST(Backends, WhatStaysIsNamedWithTheReason) {
  const std::vector<Resident> residents = ResidentsOf(MixedReport());
  ASSERT_EQ(residents.size(), 2U);
  EXPECT_EQ(residents[1].run, "seed/ane+gpu");
  EXPECT_EQ(OwnersText(residents[1]), "engine weights 100.0 MiB, package weights 50.0 MiB");
  EXPECT_EQ(residents[1].why, "release_weights does nothing: the GPU needs them");
}

TEST(Backends, TheConsoleShowsThem) {
  const std::string text = ConsoleReport(MixedReport(), {});
  EXPECT_THAT(text, AllOf(HasSubstr("resident at rest, by owner:\n  off/ane+gpu: engine weights"),
                          HasSubstr("    release_weights does nothing: the GPU needs them\n"),
                          HasSubstr("gpu fp32 is Some GPU (Some Platform)\n")));
  Report anes = MixedReport();
  for (RunRecord& run : anes.runs) run.devices = {"ane"};
  EXPECT_THAT(ConsoleReport(anes, {}), Not(HasSubstr("resident at rest")));
}

TEST(Backends, LimitsHoldForEachOfThem) {
  const Report report = MixedReport();
  RunRecord run = report.runs[0];
  const std::vector<Limit> limits = {{.id = "winrate_max", .value = 0.01}};
  EXPECT_EQ(CheckLimits(report, run, limits).at(0).status, CheckStatus::kPass);
  // Single precision is far from KataGo's limits even where it is worse than half precision.
  run.backends[1].errors[0] = Errors("eigen", 0.02, 0.01);
  EXPECT_EQ(CheckLimits(report, run, limits).at(0).status, CheckStatus::kFail);
}

TEST(Backends, JsonKeepsThem) {
  const Report report = MixedReport();
  const ::tidemark::testing::TempDir folder;
  WriteJsonReport(report, folder.path() / "report.json");
  const Report back = ReadJsonReport(folder.path() / "report.json");
  ASSERT_EQ(back.runs.size(), 2U);
  const RunRecord& run = back.runs[0];
  EXPECT_EQ(run.inactive_levers, report.runs[0].inactive_levers);
  ASSERT_EQ(run.backends.size(), 2U);
  EXPECT_EQ(run.backends[0].device, "");
  EXPECT_FALSE(run.backends[0].device_weight_bytes.has_value());
  EXPECT_FALSE(run.backends[0].evaluate_s.has_value());
  EXPECT_EQ(run.backends[1].device, "Some GPU (Some Platform)");
  EXPECT_EQ(run.backends[1].device_weight_bytes, 100 * kMiB);
  EXPECT_EQ(run.backends[1].evaluate_s->median, 0.5);
  ASSERT_EQ(run.backends[1].errors.size(), 2U);
  EXPECT_EQ(run.backends[1].errors[1].reference, "ane");
  EXPECT_EQ(run.backends[1].errors[1].katago, report.runs[0].backends[1].errors[1].katago);
}

TEST(Backends, ReportsOfOneDeviceAreReadAsBefore) {
  Report report = MixedReport();
  for (RunRecord& run : report.runs) {
    run.backends.clear();
    run.inactive_levers.clear();
  }
  const ::tidemark::testing::TempDir folder;
  const auto file = folder.path() / "report.json";
  WriteJsonReport(report, file);
  EXPECT_THAT(converter::ReadWholeFile(file, kMiB),
              AllOf(Not(HasSubstr("backends")), Not(HasSubstr("inactive_levers"))));
  EXPECT_THAT(ReadJsonReport(file).runs[0].backends, IsEmpty());
}

}  // namespace
}  // namespace tidemark::harness
