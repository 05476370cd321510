#include "harness/report/command_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "harness/report/json_report.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;
using testing::HandMadeCommandReport;
using testing::HandMadeReport;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

CommandRun HandMadeCommand() {
  return {.name = "other",
          .words = {"/opt/other", "net bin", "--fast"},
          .warmup = 1,
          .timeout_s = 120,
          .samples = HandMadeCommandReport().runs[0].samples};
}

std::vector<std::string> IdsOf(const std::vector<Warning>& warnings) {
  std::vector<std::string> ids;
  for (const Warning& warning : warnings) ids.push_back(warning.id);
  return ids;
}

TEST(CommandReport, IsWhatTheSamplesAre) {
  Report expected = HandMadeCommandReport();
  const Report report = ReportOf(HandMadeCommand(), expected.environment);
  EXPECT_THAT(IdsOf(report.warnings), ElementsAre("few_repeats", "failed_samples", "sampled_peak"));
  expected.warnings = report.warnings;
  expected.checks[0].reason += ", killed by signal 6 (Aborted)";
  EXPECT_EQ(ReportToJson(report), ReportToJson(expected));
}

TEST(CommandReport, JoinsAReportOfOwnCells) {
  Report report = HandMadeReport();
  EXPECT_NO_THROW(CheckCanJoin(report, "other", report.environment));
  AddCommand(HandMadeCommand(), report);
  ASSERT_EQ(report.runs.size(), 3U);
  EXPECT_EQ(report.runs[2].id, "other/command");
  EXPECT_EQ(report.checks.back().name, "every process of other/command ended well");
  EXPECT_EQ(report.warnings.back().run, "other/command");
  EXPECT_EQ(report.scenario, HandMadeReport().scenario);
  EXPECT_EQ(report.effects.size(), HandMadeReport().effects.size());
  EXPECT_EQ(ReportToJson(ReportFromJson(ReportToJson(report), "r.json")), ReportToJson(report));
}

TEST(CommandReport, DoesNotJoinUnderANameThatIsTakenOrFromAnotherHostClass) {
  const Report report = HandMadeReport();
  EXPECT_THAT([&] { CheckCanJoin(report, "seed", report.environment); },
              ThrowsMessage<UsageError>(HasSubstr("\"seed\"")));
  Environment other = report.environment;
  other.host_class = "macos-arm64";
  EXPECT_THAT([&] { CheckCanJoin(report, "other", other); },
              ThrowsMessage<UsageError>(HasSubstr("macos-arm64")));
}

}  // namespace
}  // namespace tidemark::harness
