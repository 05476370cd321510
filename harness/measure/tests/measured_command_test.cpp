#include "harness/measure/measured_command.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"
#include "harness/measure/command_repeats.h"
#include "harness/measure/held_process.h"
#include "harness/memory/process_probe.h"

namespace tidemark::harness {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr uint64_t kMiB = uint64_t{1} << 20;

CommandOptions TestCommand(std::vector<std::string> arguments) {
  CommandOptions options = {.program = TIDEMARK_TEST_COMMAND, .words = {"test_command"}};
  options.words.insert(options.words.end(), arguments.begin(), arguments.end());
  return options;
}

Sample Measure(std::vector<std::string> arguments) {
  return MeasureCommand(TestCommand(std::move(arguments)), 0);
}

std::vector<std::string> NamesOf(const std::vector<PhaseRecord>& phases) {
  std::vector<std::string> names;
  for (const PhaseRecord& phase : phases) names.push_back(phase.name);
  return names;
}

// The process whose id a command wrote; 0 if it wrote none.
pid_t PidIn(const std::filesystem::path& file) {
  pid_t pid = 0;
  std::ifstream(file) >> pid;
  return pid;
}

bool IsGone(pid_t pid) { return kill(pid, 0) != 0 && errno == ESRCH; }

// Nothing may be left of a command once it is measured, whatever happened.
class MeasuredCommand : public ::testing::Test {
 protected:
  void SetUp() override { descriptors_ = OpenDescriptors(); }
  void TearDown() override {
    EXPECT_EQ(OpenDescriptors(), descriptors_);
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
  }

  const tidemark::testing::TempDir folder_;

 private:
  static int OpenDescriptors() {
    int open = 0;
    for (int fd = 0; fd < 1024; ++fd) open += fcntl(fd, F_GETFD) >= 0 ? 1 : 0;
    return open;
  }

  int descriptors_ = 0;
};

TEST_F(MeasuredCommand, HasOnePhaseWhenItsOutputNamesNone) {
  const Sample sample = Measure({"hold", "8"});
  EXPECT_EQ(sample.exit.status, "ok") << sample.exit.message;
  EXPECT_EQ(sample.exit.code, 0);
  ASSERT_THAT(NamesOf(sample.phases), ElementsAre("start"));
  EXPECT_TRUE(sample.phases[0].finished);
  EXPECT_TRUE(sample.phases[0].cpu_s.has_value());
  EXPECT_FALSE(sample.steady_rss_bytes.has_value());
  ASSERT_TRUE(sample.tree.has_value());
  EXPECT_EQ(sample.tree->processes, 1U);
  EXPECT_FALSE(sample.growth_reason.empty());
}

TEST_F(MeasuredCommand, ItsOwnWordsTellWhyItFailed) {
  CommandOptions options = TestCommand({"fail", "5"});
  Sample sample = MeasureCommand(options, 3);
  EXPECT_EQ(sample.repeat, 3);
  EXPECT_EQ(sample.exit.status, "error");
  EXPECT_EQ(sample.exit.code, 5);
  EXPECT_EQ(sample.exit.message, "no such network");
  EXPECT_FALSE(sample.phases.at(0).finished);
  options.accept_failure = true;
  sample = MeasureCommand(options, 0);
  EXPECT_EQ(sample.exit.status, "ok");
  EXPECT_EQ(sample.exit.code, 5);
}

TEST_F(MeasuredCommand, ACrashIsNoAcceptedFailure) {
  CommandOptions options = TestCommand({"crash", "8"});
  options.accept_failure = true;
  const Sample sample = MeasureCommand(options, 0);
  EXPECT_EQ(sample.exit.status, "crashed");
  EXPECT_EQ(sample.exit.signal, SIGABRT);
}

TEST_F(MeasuredCommand, AProgramThatCannotBeExecutedIsAnIoErrorThatNamesIt) {
  const auto file = folder_.Write("no_program", "neither a binary nor a script");
  ASSERT_EQ(chmod(file.c_str(), 0700), 0);
  EXPECT_THAT([&] { MeasureCommand({.program = file, .words = {"x"}}, 0); },
              ::testing::ThrowsMessage<IoError>(HasSubstr(file.string())));
}

TEST_F(MeasuredCommand, ProgramsAreFoundOnTheSearchPath) {
  EXPECT_TRUE(FindProgram("sh").is_absolute());
  EXPECT_EQ(FindProgram("/bin/sh"), "/bin/sh");
  EXPECT_THROW(FindProgram("no-such-program-at-all"), UsageError);
  EXPECT_THROW(FindProgram("/bin"), UsageError);
  EXPECT_THROW(FindProgram(""), UsageError);
}

TEST_F(MeasuredCommand, AnIntervalOfNothingIsRefused) {
  CommandOptions options = TestCommand({"hold", "1"});
  options.interval = milliseconds(0);
  EXPECT_THROW(MeasureCommand(options, 0), UsageError);
}

TEST_F(MeasuredCommand, OutputBeginsPhases) {
  CommandOptions options = TestCommand({"phases"});
  options.phases.Add("^phase: (\\w+)");
  std::vector<std::string> told;
  const Sample sample =
      MeasureCommand(options, 0, [&](const std::string& name) { told.push_back(name); });
  ASSERT_THAT(NamesOf(sample.phases), ElementsAre("start", "load", "work", "end"));
  EXPECT_EQ(told, NamesOf(sample.phases));
  for (const PhaseRecord& phase : sample.phases) {
    EXPECT_TRUE(phase.finished) << phase.name;
    EXPECT_TRUE(phase.wall_s.has_value() && phase.cpu_s.has_value()) << phase.name;
  }
}

TEST_F(MeasuredCommand, MuchOutputIsNoProblem) {
  CommandOptions options = TestCommand({"print", "100"});
  options.phases.Add("never");
  const Sample sample = MeasureCommand(options, 0);
  EXPECT_EQ(sample.exit.status, "ok") << sample.exit.message;
}

TEST_F(MeasuredCommand, AHangEndsAtTheTimeLimit) {
  CommandOptions options = TestCommand({"hang", (folder_.path() / "pid").string()});
  options.time_limit = milliseconds(1000);
  const Sample sample = MeasureCommand(options, 0);
  EXPECT_EQ(sample.exit.status, "timeout");
  EXPECT_EQ(sample.exit.signal, SIGTERM);
  EXPECT_TRUE(IsGone(PidIn(folder_.path() / "pid")));
}

TEST_F(MeasuredCommand, ACommandThatStopsItselfEndsAtTheTimeLimit) {
  CommandOptions options = TestCommand({"stop"});
  options.time_limit = milliseconds(300);
  EXPECT_EQ(MeasureCommand(options, 0).exit.status, "timeout");
}

#if defined(__linux__)

TEST_F(MeasuredCommand, WhatLeavesItIsFoundAndEnded) {
  for (const bool trace : {true, false}) {
    const auto file = folder_.path() / (trace ? "traced" : "untraced");
    CommandOptions options = TestCommand({"daemon", file.string()});
    options.trace = trace;
    const Sample sample = MeasureCommand(options, 0);
    EXPECT_EQ(sample.exit.status, "ok");
    ASSERT_GT(PidIn(file), 0);
    EXPECT_TRUE(IsGone(PidIn(file)));
  }
}

#endif

#if defined(__linux__) && !defined(TIDEMARK_SANITIZED)

TEST_F(MeasuredCommand, ThePeakOfOneProcessIsTheKernelsToThePage) {
  // What the command reads of itself, through its output.
  CommandOptions options = TestCommand({"hold", "50"});
  options.phases.Add("VmHWM:\\s+(\\d+) kB");
  const Sample sample = MeasureCommand(options, 0);
  ASSERT_EQ(sample.phases.size(), 2U);
  const uint64_t own = std::stoull(sample.phases[1].name) * 1024;
  EXPECT_GE(own, 50 * kMiB);
  EXPECT_NEAR(static_cast<double>(sample.peak_rss_bytes.value()), static_cast<double>(own),
              256.0 * 1024);
  EXPECT_EQ(sample.tree->peak_from, "high_water_mark");
}

TEST_F(MeasuredCommand, ABurstBetweenTwoSamplesIsCaught) {
  for (const char* mode : {"burst", "thread", "child-burst"}) {
    CommandOptions options = TestCommand({mode, "80"});
    options.interval = std::chrono::seconds(10);
    const Sample sample = MeasureCommand(options, 0);
    EXPECT_GE(sample.peak_rss_bytes.value(), 80 * kMiB) << mode;
    EXPECT_LT(sample.peak_rss_bytes.value(), 88 * kMiB) << mode;
    EXPECT_EQ(sample.tree->peak_from, "high_water_mark") << mode;
    EXPECT_EQ(sample.phases.at(0).peak_rss_bytes, sample.peak_rss_bytes) << mode;
  }
}

TEST_F(MeasuredCommand, WithoutTraceStopsResourceUsageTellsTheBurst) {
  for (const char* mode : {"burst", "child-burst"}) {
    CommandOptions options = TestCommand({mode, "80"});
    options.trace = false;
    options.interval = std::chrono::seconds(10);
    const Sample sample = MeasureCommand(options, 0);
    EXPECT_GE(sample.peak_rss_bytes.value(), 80 * kMiB) << mode;
    EXPECT_LT(sample.peak_rss_bytes.value(), 88 * kMiB) << mode;
    EXPECT_EQ(sample.tree->peak_from, "resource_usage") << mode;
  }
}

TEST_F(MeasuredCommand, MemoryThatExecGaveUpCounts) {
  CommandOptions options = TestCommand({"replace", "80"});
  options.interval = std::chrono::seconds(10);
  const Sample sample = MeasureCommand(options, 0);
  EXPECT_GE(sample.peak_rss_bytes.value(), 80 * kMiB);
  EXPECT_EQ(sample.tree->peak_from, "resource_usage");
}

TEST_F(MeasuredCommand, ATreeOfProcessesAddsUp) {
  for (const bool trace : {true, false}) {
    CommandOptions options = TestCommand({"tree", "3", "32"});
    options.trace = trace;
    const Sample sample = MeasureCommand(options, 0);
    EXPECT_EQ(sample.tree->processes, 4U);
    EXPECT_EQ(sample.tree->peak_from, "sampled_sum");
    EXPECT_GE(sample.peak_rss_bytes.value(), 96 * kMiB);
    EXPECT_LT(sample.peak_rss_bytes.value(), 120 * kMiB);
    EXPECT_LT(sample.tree->largest_peak_rss_bytes.value(), 40 * kMiB);
    EXPECT_GE(
        *std::max_element(sample.timeline.anon_bytes.begin(), sample.timeline.anon_bytes.end()),
        96 * kMiB);
  }
}

TEST_F(MeasuredCommand, ProcessesInOneAddressSpaceCountOnce) {
  const Sample sample = Measure({"borrow", "64"});
  EXPECT_EQ(sample.tree->processes, 2U);
  EXPECT_GE(sample.peak_rss_bytes.value(), 64 * kMiB);
  EXPECT_LT(sample.peak_rss_bytes.value(), 80 * kMiB);
}

TEST_F(MeasuredCommand, PeaksBelongToTheirPhase) {
  if (!ProbeSelf()->PeakResettable()) GTEST_SKIP() << "/proc/self/clear_refs is not writable here";
  CommandOptions options = TestCommand({"phases"});
  options.phases.Add("^phase: (\\w+)");
  const Sample sample = MeasureCommand(options, 0);
  ASSERT_THAT(NamesOf(sample.phases), ElementsAre("start", "load", "work", "end"));
  const auto peak = [&](size_t phase) { return sample.phases[phase].peak_rss_bytes.value(); };
  EXPECT_LT(peak(0), 8 * kMiB);
  EXPECT_GE(peak(1), 64 * kMiB);
  EXPECT_LT(peak(1), 72 * kMiB);
  EXPECT_GE(peak(2), 8 * kMiB);
  EXPECT_LT(peak(2), 16 * kMiB);
  EXPECT_EQ(sample.peak_rss_bytes, peak(1));
}

TEST_F(MeasuredCommand, ARestingCommandHasASteadyState) {
  CommandOptions options = TestCommand({"rest"});
  options.phases.AddIdle("at rest");
  const Sample sample = MeasureCommand(options, 0);
  ASSERT_THAT(NamesOf(sample.phases), ElementsAre("start", "idle"));
  EXPECT_EQ(sample.steady_on_plateau, true);
  EXPECT_GE(sample.steady_anon_bytes.value(), 16 * kMiB);
  EXPECT_LT(sample.steady_rss_bytes.value(), 32 * kMiB);
  EXPECT_FALSE(sample.trimmed_rss_bytes.has_value());
}

#endif

TEST_F(MeasuredCommand, RepeatsArePreparedAndWarmedUp) {
  const auto file = (folder_.path() / "log").string();
  std::vector<std::string> runs;
  const auto samples = MeasureRepeatedly(
      TestCommand({"hold", "1"}), {.repeats = 2, .warmup = 1, .prepare = "echo x >> " + file},
      {.begin_run = [&](const std::string& run) { runs.push_back(run); }});
  EXPECT_EQ(samples.size(), 2U);
  EXPECT_EQ(samples[1].repeat, 1);
  EXPECT_THAT(runs, ElementsAre("warm-up", "run 1", "run 2"));
  EXPECT_EQ(std::filesystem::file_size(file), 6U);
  EXPECT_THAT(
      [&] {
        MeasureRepeatedly(TestCommand({"hold", "1"}), {.prepare = "echo no >&2; exit 3"},
                          {.begin_run = [](const std::string&) {}});
      },
      ::testing::ThrowsMessage<MeasurementError>("--prepare failed: no"));
}

}  // namespace
}  // namespace tidemark::harness
