#include "harness/report/command_console.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/console_report.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using testing::HandMadeCommandReport;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(CommandConsole, ShowsFiguresPhasesFailuresAndWarnings) {
  const Report report = HandMadeCommandReport();
  EXPECT_EQ(CommandConsole(report.runs[0], report.environment),
            R"(other: /opt/other "net bin" --fast
linux 6.18.0, x86_64, 2 CPUs

1 repeat                      min    median       max
peak RSS                 50.0 MiB  50.0 MiB  50.0 MiB
peak anonymous, sampled  39.0 MiB  39.0 MiB  39.0 MiB
wall                       2.00 s    2.00 s    2.00 s
CPU                        1.50 s    1.50 s    1.50 s
peak: the kernel's high-water mark, read as each process ended (1 process)

phase, medians  peak RSS    wall     CPU
start            8.0 MiB  500 ms  250 ms
load            50.0 MiB  1.50 s  1.25 s
FAIL repeat 1: crashed, killed by signal 6 (Aborted); peak RSS 70.0 MiB
warning: 1 of 2 processes ended with status crashed
warning: 1 of 2 peaks are sums over several processes that were sampled: a short peak may be missed, and shared pages count in each
)");
}

TEST(CommandConsole, WithoutAGoodRunThereAreNoFigures) {
  Report report = HandMadeCommandReport();
  report.runs[0].samples.erase(report.runs[0].samples.begin());
  report.runs[0].summary = {};
  const std::string text = CommandConsole(report.runs[0], report.environment);
  EXPECT_THAT(text, Not(HasSubstr("median")));
  EXPECT_THAT(text, HasSubstr("FAIL repeat 1: crashed"));
}

TEST(CommandConsole, HostileTextsDoNotReachTheTerminal) {
  Report report = HandMadeCommandReport();
  report.runs[0].command = {"x\x1b[2J", "a\nb"};
  report.runs[0].samples[0].phases[0].name = "\x1b[A";
  report.runs[0].samples[1].exit.message = "\x1b]0;owned\x07";
  EXPECT_THAT(CommandConsole(report.runs[0], report.environment), Not(HasSubstr("\x1b")));
}

TEST(CommandConsole, ColoursOnlyOnRequest) {
  const Report report = HandMadeCommandReport();
  EXPECT_THAT(CommandConsole(report.runs[0], report.environment, {.color = true}),
              HasSubstr("\x1b[31mFAIL\x1b[0m repeat 1"));
}

TEST(ConsoleReport, ShowsCommandsWithoutAModel) {
  EXPECT_THAT(ConsoleReport(HandMadeCommandReport()),
              HasSubstr("other: external commands\nmedians of 2 repeats\n"));
}

}  // namespace
}  // namespace tidemark::harness
