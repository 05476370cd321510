#include "harness/report/console_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using testing::HandMadeReport;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ConsoleReport, ShowsCostsEffectsFailuresAndWarnings) {
  EXPECT_EQ(ConsoleReport(HandMadeReport()), R"(hand: b2c16-s3, version 15, 100.0 MiB inflated
19x19, fp16, batch 1, medians of 2 repeats
linux 6.18.0, x86_64, 2 CPUs, glibc 2.36
floor 5.0 MiB: the peak of a process that does nothing

run                   peak RSS           against off  steady RSS            against off  converting  winrate error max  package
off/ane (emulated)   600.0 MiB                         150.0 MiB                          550.0 MiB                  -  01234567
seed/ane (emulated)  120.0 MiB  -480.0 MiB (-80.0 %)    60.0 MiB  ~ -90.0 MiB (-60.0 %)   110.0 MiB            0.150 %  as off
~ may be chance: not significant, or too few repeats to tell

checks: 1 passed, 1 failed, 1 skipped
  FAIL every process of off/ane ended well: 1 of 2, allowed all; 1 crashed
warning: less than 5 repeats
warning: off/ane: 1 of 2 processes crashed
)");
}

TEST(ConsoleReport, ColoursOnlyOnRequest) {
  EXPECT_THAT(ConsoleReport(HandMadeReport()), Not(HasSubstr("\x1b")));
  const std::string text = ConsoleReport(HandMadeReport(), {.color = true});
  EXPECT_THAT(text, HasSubstr("  \x1b[31mFAIL\x1b[0m every process of off/ane ended well"));
  EXPECT_THAT(text, HasSubstr("\x1b[33mwarning\x1b[0m: less than 5 repeats"));
}

TEST(ConsoleReport, PackagesThatDifferStandOut) {
  Report report = HandMadeReport();
  report.runs[1].artifact->weight_bin_sha256 = "badc0ffee";
  EXPECT_THAT(ConsoleReport(report), HasSubstr("badc0ffe DIFFERS"));
}

TEST(ConsoleReport, WithoutABaselineThereAreNoEffectColumns) {
  Report report = HandMadeReport();
  report.scenario.lever_sets.erase(report.scenario.lever_sets.begin());
  report.runs.erase(report.runs.begin());
  report.effects.clear();
  const std::string text = ConsoleReport(report);
  EXPECT_THAT(text, Not(HasSubstr("against")));
  EXPECT_THAT(text, HasSubstr("120.0 MiB"));
}

TEST(ConsoleReport, FootprintsAreShownWhereTheyAreWhatCounts) {
  Report report = HandMadeReport();
  report.environment.primary_metric = "footprint";
  report.runs[1].summary.peak_footprint = Summary{.min = 1024, .median = 2048, .max = 4096, .n = 3};
  const std::string text = ConsoleReport(report);
  EXPECT_THAT(text, HasSubstr("peak footprint"));
  EXPECT_THAT(text, HasSubstr("2.0 KiB"));
  EXPECT_THAT(text, Not(HasSubstr("600.0 MiB")));
}

TEST(ConsoleReport, HostileTextsDoNotReachTheTerminal) {
  Report report = HandMadeReport();
  report.model->name = "net\x1b[2J\nchecks: all passed";
  report.checks[1].reason = "\x1b]0;owned\x07";
  report.runs[0].id = "off\r\x1b[A";
  const std::string text = ConsoleReport(report);
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\r")));
  EXPECT_THAT(text, Not(HasSubstr("\nchecks: all passed")));
}

}  // namespace
}  // namespace tidemark::harness
