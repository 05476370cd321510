#include "harness/report/warnings.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Report CleanReport() {
  Report report;
  report.scenario.lever_sets = {{"off", {}}};
  report.environment.build_type = "Release";
  report.runs = {{.id = "off/ane"}};
  for (int repeat = 0; repeat < 5; ++repeat) {
    report.runs[0].samples.push_back({.repeat = repeat,
                                      .peak_rss_bytes = 1'000'000,
                                      .steady_on_plateau = true,
                                      .timeline = {.rss_bytes = {1, 2, 3}}});
  }
  return report;
}

std::vector<std::string> IdsOf(const Report& report) {
  std::vector<std::string> ids;
  for (const Warning& warning : FindWarnings(report)) ids.push_back(warning.id);
  return ids;
}

TEST(Warnings, AGoodRunHasNone) { EXPECT_THAT(FindWarnings(CleanReport()), IsEmpty()); }

TEST(Warnings, BuildsThatAreNotMeasuredAreNamed) {
  Report report = CleanReport();
  report.environment.sanitized = true;
  report.environment.build_type = "Debug";
  EXPECT_THAT(IdsOf(report), ElementsAre("sanitized_build", "debug_build"));
}

TEST(Warnings, ALeakOnPurposeIsNamed) {
  Report report = CleanReport();
  report.scenario.lever_sets[0].leak = Leak{.phase = "convert", .bytes = 1 << 20};
  const std::vector<Warning> warnings = FindWarnings(report);
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0].id, "leak");
  EXPECT_EQ(warnings[0].message, "the processes of off lose 1.0 MiB on purpose, in convert");
}

TEST(Warnings, TimingLayersIsNamed) {
  Report report = CleanReport();
  report.scenario.profile = true;
  EXPECT_THAT(IdsOf(report), ElementsAre("profile"));
}

// A scenario that asks for fp16 may get fp32, which its figures do not tell.
TEST(Warnings, APrecisionThatTheNetworkRefusedIsNamed) {
  Report report = CleanReport();
  report.scenario.precision = converter::Precision::kFloat16;
  for (const char* tier : {"", "half", "mixed"}) {
    report.runs[0].artifact = Artifact{.tier = tier};
    EXPECT_THAT(IdsOf(report), IsEmpty()) << tier;
  }
  report.runs[0].artifact->tier = "full";
  EXPECT_THAT(IdsOf(report), ElementsAre("demoted"));
  report.scenario.precision = converter::Precision::kFloat32;
  EXPECT_THAT(IdsOf(report), IsEmpty());
}

TEST(Warnings, FewRepeatsAreNamedUnlessQuickSaysItAll) {
  Report report = CleanReport();
  report.scenario.repeats = 4;
  EXPECT_THAT(IdsOf(report), ElementsAre("few_repeats"));
  report.quick = true;
  EXPECT_THAT(IdsOf(report), ElementsAre("quick"));
}

TEST(Warnings, AMissingBaselineIsNamed) {
  Report report = CleanReport();
  report.scenario.lever_sets = {{"seed", SeedLevers()}};
  EXPECT_THAT(IdsOf(report), ElementsAre("no_baseline"));
}

TEST(Warnings, FailedProcessesAreCountedByTheirEnd) {
  Report report = CleanReport();
  report.runs[0].samples[1].exit.status = "timeout";
  report.runs[0].samples[2].exit.status = "timeout";
  report.runs[0].samples[4].exit.status = "crashed";
  EXPECT_THAT(
      FindWarnings(report),
      ElementsAre(
          Warning{"failed_samples", "off/ane", "1 of 5 processes ended with status crashed"},
          Warning{"failed_samples", "off/ane", "2 of 5 processes ended with status timeout"}));
}

TEST(Warnings, RestlessSteadyStatesAndGapsAreCounted) {
  Report report = CleanReport();
  report.runs[0].samples[0].steady_on_plateau = false;
  report.runs[0].samples[3].timeline.repeated_points = 1;
  const auto warnings = FindWarnings(report);
  EXPECT_THAT(IdsOf(report), ElementsAre("no_plateau", "late_timeline"));
  EXPECT_THAT(warnings[0].message, HasSubstr("1 of 5 steady states"));
  EXPECT_THAT(warnings[1].message, HasSubstr("1 of 5 timelines"));
}

TEST(Warnings, TwoModesNameBothGroups) {
  Report report = CleanReport();
  report.runs[0].samples[0].peak_rss_bytes = 58 << 20;
  for (const size_t other : {1U, 2U})
    report.runs[0].samples[other].peak_rss_bytes = (58 << 20) + 4096;
  for (const size_t high : {3U, 4U}) report.runs[0].samples[high].peak_rss_bytes = 66 << 20;
  const auto warnings = FindWarnings(report);
  ASSERT_THAT(IdsOf(report), ElementsAre("two_modes"));
  EXPECT_EQ(warnings[0].message,
            "peak RSS falls into two groups, around 58.0 MiB (3) and 66.0 MiB (2): its median "
            "says little");
}

}  // namespace
}  // namespace tidemark::harness
