#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/io/read_file.h"
#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"
#include "harness/report/json_report.h"
#include "harness/report/json_text.h"

namespace tidemark::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class MeasureVerb : public ::testing::Test {
 protected:
  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }
  // Measures the test command once with these options.
  static Answer Measure(std::vector<std::string> options, const std::vector<std::string>& command) {
    options.insert(options.begin(), {"measure", "--repeats", "1"});
    options.insert(options.end(), {"--", TIDEMARK_TEST_COMMAND});
    options.insert(options.end(), command.begin(), command.end());
    return Harness(options);
  }
  static std::vector<std::string> NamesOf(const harness::Report& report) {
    std::vector<std::string> names;
    for (const harness::RunRecord& run : report.runs) names.push_back(run.id);
    return names;
  }

  TempDir folder_;
};

TEST_F(MeasureVerb, PrintsATableAndWritesAReport) {
  const Answer answer = Harness({"measure", "--repeats", "2", "--name", "mine", "--out",
                                 File("report.json"), "--", TIDEMARK_TEST_COMMAND, "hold", "20"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.err, "");
  EXPECT_THAT(answer.out, HasSubstr("2 repeats"));
  EXPECT_THAT(answer.out, HasSubstr("wall"));
  EXPECT_THAT(answer.out, Not(HasSubstr("VmHWM")));
  const harness::Report report = harness::ReadJsonReport(File("report.json"));
  EXPECT_THAT(NamesOf(report), ElementsAre("mine/command"));
  EXPECT_EQ(report.scenario.name, "mine");
  EXPECT_THAT(report.scenario.command, ElementsAre(TIDEMARK_TEST_COMMAND, "hold", "20"));
  EXPECT_FALSE(report.model.has_value());
  const harness::RunRecord& run = report.runs[0];
  EXPECT_EQ(run.backend, "none");
  EXPECT_TRUE(run.devices.empty());
  EXPECT_EQ(run.command, report.scenario.command);
  EXPECT_EQ(run.samples.size(), 2U);
  EXPECT_TRUE(run.summary.wall_s.has_value() && run.summary.cpu_s.has_value());
  ASSERT_EQ(report.checks.size(), 1U);
  EXPECT_EQ(report.checks[0].name, "every process of mine/command ended well");
  EXPECT_EQ(report.checks[0].status, harness::CheckStatus::kPass);
}

TEST_F(MeasureVerb, TheCommandsOwnOptionsAreItsOwn) {
  const Answer answer = Harness({"measure", "--repeats", "1", "--show-output", "--", "/bin/sh",
                                 "-c", "echo \"<$1><$2><$3>\"", "sh", "--", "", "--out"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("<--><><--out>\n"));
  EXPECT_THAT(answer.out, HasSubstr("\nsh: /bin/sh -c "));
}

TEST_F(MeasureVerb, OutputBeginsPhasesOfTheReport) {
  const Answer answer = Measure(
      {"--phase-regex", "^phase: (\\w+)", "--out", File("report.json"), "--name", "p"}, {"phases"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("\nload "));
  const harness::Report report = harness::ReadJsonReport(File("report.json"));
  EXPECT_EQ(report.runs.at(0).samples.at(0).phases.size(), 4U);
}

TEST_F(MeasureVerb, RunsAreAddedToAReportUnderNamesThatAreFree) {
  ASSERT_EQ(Measure({"--name", "first", "--out", File("report.json")}, {"hold", "8"}).code, 0);
  const Answer added =
      Measure({"--name", "second", "--add-to", File("report.json")}, {"hold", "30"});
  ASSERT_EQ(added.code, 0) << added.err;
  const harness::Report report = harness::ReadJsonReport(File("report.json"));
  EXPECT_THAT(NamesOf(report), ElementsAre("first/command", "second/command"));
  EXPECT_EQ(report.scenario.name, "first");
  EXPECT_THAT(*report.runs[1].command, ElementsAre(TIDEMARK_TEST_COMMAND, "hold", "30"));
  EXPECT_EQ(report.checks.size(), 2U);

  const Answer taken = Measure({"--name", "first", "--add-to", File("report.json")}, {"hold", "1"});
  EXPECT_EQ(taken.code, 2);
  EXPECT_THAT(taken.err, HasSubstr("a run of the name \"first\" already"));
}

TEST_F(MeasureVerb, OwnCellsAndCommandsStandInOneReport) {
  setenv("TIDEMARK_CACHE", File("cache").c_str(), 1);
  const auto scenario = folder_.Write("alone.json", R"({"schema_version": 1, "name": "alone",
      "model": {"synthesize": "b2c16"}, "lifecycle": "conversion", "board": "9x9",
      "lever_sets": {"off": []}, "repeats": 1, "settle": {"min": "0.1s", "max": "0.5s"}})");
  ASSERT_EQ(Harness({"run", scenario.string(), "--out", File("report.json")}).code, 0);
  unsetenv("TIDEMARK_CACHE");
  const Answer added = Measure({"--name", "other", "--add-to", File("report.json")}, {"hold", "8"});
  ASSERT_EQ(added.code, 0) << added.err;
  const harness::Report report = harness::ReadJsonReport(File("report.json"));
  EXPECT_THAT(NamesOf(report), ElementsAre("off/convert", "other/command"));
  EXPECT_TRUE(report.model.has_value());
  EXPECT_FALSE(report.runs[0].command.has_value());
}

TEST_F(MeasureVerb, AReportOfAnotherHostClassIsRefusedBeforeAnythingRuns) {
  ASSERT_EQ(Measure({"--name", "first", "--out", File("report.json")}, {"hold", "1"}).code, 0);
  harness::Report report = harness::ReadJsonReport(File("report.json"));
  report.environment.host_class = "another";
  harness::WriteJsonReport(report, File("report.json"));
  const Answer answer =
      Measure({"--name", "second", "--add-to", File("report.json")}, {"hang", File("pid")});
  EXPECT_EQ(answer.code, 2);
  EXPECT_THAT(answer.err, HasSubstr("host class \"another\""));
  EXPECT_FALSE(std::filesystem::exists(File("pid")));
}

TEST_F(MeasureVerb, ARunThatDoesNotEndWellFailsUnlessThatIsIgnored) {
  const Answer failed = Measure({"--out", File("report.json"), "--name", "x"}, {"fail", "7"});
  EXPECT_EQ(failed.code, 1);
  EXPECT_THAT(failed.out, HasSubstr("FAIL repeat 0: error, no such network"));
  EXPECT_EQ(harness::ReadJsonReport(File("report.json")).checks.at(0).status,
            harness::CheckStatus::kFail);
  const Answer ignored = Measure({"--ignore-failure"}, {"fail", "7"});
  EXPECT_EQ(ignored.code, 0);
  EXPECT_THAT(ignored.out, HasSubstr("peak RSS"));
}

TEST_F(MeasureVerb, BadUsageIsToldBeforeAnythingRuns) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> table = {
      {{"measure", "--", "no-such-program-at-all"}, "no program \"no-such-program-at-all\""},
      {{"measure", "--", "./nowhere/x"}, "there is no such program"},
      {{"measure"}, "command"},
      {{"measure", "--timeout", "5", "--", "sh"}, "without a unit"},
      {{"measure", "--interval", "0.1ms", "--", "sh"}, "expected a time from 0.001s"},
      {{"measure", "--phase-regex", "(", "--", "sh"}, "not a regular expression"},
      {{"measure", "--name", "a/b", "--", "sh"}, "--name"},
      {{"measure", "--add-to", File("none.json"), "--", "sh"}, "none.json"},
      {{"measure", "--repeats", "0", "--", "sh"}, "--repeats"},
      {{"measure", "--prepare", "exit 3", "--", "sh"}, "--prepare failed"}};
  for (const auto& [arguments, expected] : table) {
    const Answer answer = Harness(arguments);
    EXPECT_EQ(answer.code, expected == "--prepare failed" ? 3 : 2) << expected;
    EXPECT_THAT(answer.err, HasSubstr(expected));
    EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
    EXPECT_EQ(answer.out, "") << expected;
  }
}

TEST_F(MeasureVerb, AnInterruptLeavesNoProcess) {
  const std::string pid_file = File("pid");
  std::thread interrupter([&] {
    pid_t pid = 0;
    while (!(std::ifstream(pid_file) >> pid)) std::this_thread::yield();
    // The harness is the parent of what it measures.
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string skipped;
    pid_t parent = 0;
    stat >> skipped >> skipped >> skipped >> parent;
    if (parent > 1 && parent != getpid()) kill(parent, SIGINT);
  });
  const Answer answer =
      Measure({"--timeout", "60s", "--out", File("report.json")}, {"daemon-hang", pid_file});
  interrupter.join();
  EXPECT_EQ(answer.code, 130) << answer.out;
  EXPECT_THAT(answer.err, HasSubstr("interrupted"));
  EXPECT_FALSE(std::filesystem::exists(File("report.json")));
  for (const std::string& file : {pid_file, pid_file + ".daemon"}) {
    pid_t pid = 0;
    std::ifstream(file) >> pid;
    ASSERT_GT(pid, 0) << file;
    EXPECT_EQ(kill(pid, 0), -1) << file;
    EXPECT_EQ(errno, ESRCH) << file;
  }
}

}  // namespace
}  // namespace tidemark::testing
