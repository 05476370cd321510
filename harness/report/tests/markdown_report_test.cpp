#include "harness/report/markdown_report.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using testing::HandMadeReport;
using ::testing::HasSubstr;
using testing::kMiB;
using ::testing::Not;

TEST(MarkdownReport, WhatIsAllRightHasNoPartOfItsOwn) {
  Report report = HandMadeReport();
  report.checks.erase(report.checks.begin() + 1);
  report.warnings.clear();
  const std::string text = MarkdownReport(report);
  EXPECT_THAT(text,
              HasSubstr("# hand: all checks passed\n\nChecks: 1 passed, 0 failed, 1 skipped\\\n"));
  EXPECT_THAT(text, Not(HasSubstr("Failed checks")));
  EXPECT_THAT(text, Not(HasSubstr("Warnings")));
}

TEST(MarkdownReport, NothingProvedIsNotAllRight) {
  Report report = HandMadeReport();
  report.checks = {{.name = "a", .status = CheckStatus::kSkipped}};
  EXPECT_THAT(MarkdownReport(report), HasSubstr("# hand: no check passed\n"));
}

TEST(MarkdownReport, ExtraCostIsNegativelySaved) {
  Report report = HandMadeReport();
  report.effects[0].metrics[0].difference->delta = 2.0 * kMiB;
  report.effects[0].metrics[0].difference->percent = 5;
  EXPECT_THAT(MarkdownReport(report), HasSubstr("| -2.0 MiB (-5.0 %) |"));
}

TEST(MarkdownReport, WithoutABaselineNothingIsSaved) {
  Report report = HandMadeReport();
  report.scenario.lever_sets.erase(report.scenario.lever_sets.begin());
  report.runs.erase(report.runs.begin());
  report.effects.clear();
  const std::string text = MarkdownReport(report);
  EXPECT_THAT(text, HasSubstr("| run | peak RSS | steady RSS | winrate error max |"));
  EXPECT_THAT(text, Not(HasSubstr("saved")));
}

TEST(MarkdownReport, FootprintsAreShownWhereTheyAreWhatCounts) {
  Report report = HandMadeReport();
  report.environment.primary_metric = "footprint";
  report.runs[1].summary.peak_footprint = Summary{.min = 1024, .median = 2048, .max = 4096, .n = 3};
  const std::string text = MarkdownReport(report);
  EXPECT_THAT(text, HasSubstr("peak footprint"));
  EXPECT_THAT(text, HasSubstr("2.0 KiB"));
  EXPECT_THAT(text, Not(HasSubstr("600.0 MiB")));
}

TEST(MarkdownReport, TextsStayPlainAndInTheirCell) {
  Report report = HandMadeReport();
  report.model->name = "net\n# *all* passed";
  report.checks[1].name = "a|b <img src=x> `c` [d](e) \\| &lt;";
  report.warnings[0].message = "x\r\n| y";
  const std::string text = MarkdownReport(report);
  EXPECT_THAT(text, HasSubstr("net \\# \\*all\\* passed, version"));
  EXPECT_THAT(text, HasSubstr("| a\\|b \\<img src=x\\> \\`c\\` \\[d\\](e) \\\\\\| \\&lt; |"));
  EXPECT_THAT(text, HasSubstr("| x  \\| y |"));
}

TEST(MarkdownReport, StaysUnderOneMebibyteAndSaysWhatIsMissing) {
  Report report = HandMadeReport();
  report.scenario.name = std::string(2'000'000, '|');
  report.model->name = std::string(2'000'000, 'm');
  const Check failed = {.name = std::string(5000, '*'), .reason = std::string(5000, '<')};
  report.checks.insert(report.checks.end(), 9'000, failed);
  report.warnings.insert(report.warnings.end(), 9'000, {.message = std::string(400, 'w')});
  report.runs.insert(report.runs.end(), 20'000, report.runs[1]);
  report.effects.insert(report.effects.end(), 20'000, report.effects[0]);
  const std::string text = MarkdownReport(report);
  EXPECT_LT(text.size(), size_t{1} << 20);
  // Every part is there, and tells what it left out.
  for (const char* total : {"more of 9001 were left out", "more of 9002 were left out",
                            "more of 20002 were left out", "more of 20001 were left out"}) {
    EXPECT_THAT(text, HasSubstr(total));
  }
  EXPECT_THAT(text, HasSubstr("| seed | off | ane | -480.0 MiB |"));
}

}  // namespace
}  // namespace tidemark::harness
