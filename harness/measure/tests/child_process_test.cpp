#include "harness/measure/child_process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "converter/error.h"
#include "harness/measure/sample_builder.h"
#include "harness/memory/process_probe.h"

namespace tidemark::harness {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr uint64_t kMiB = uint64_t{1} << 20;

ChildOptions TestChild(std::vector<std::string> arguments) {
  return {.spawn = {.program = TIDEMARK_TEST_CHILD, .arguments = std::move(arguments)},
          .time_limit = seconds(120)};
}

struct Outcome {
  ChildResult child;
  std::vector<std::string> progress;
};

Outcome RunTestChild(const ChildOptions& options) {
  Outcome run;
  run.child = RunChild(options, [&](const Event& event) {
    if (const auto* progress = std::get_if<Progress>(&event))
      run.progress.push_back(progress->text);
  });
  return run;
}

Sample Measure(const ChildOptions& options) {
  SampleBuilder builder;
  const ChildResult child = RunChild(options, [&](const Event& event) { builder.Take(event); });
  return builder.Finish(0, child);
}

bool HasDied(pid_t pid) {
  const auto probe = ProbeProcess(pid);
  for (int i = 0; i < 1000; ++i) {
    if (!probe->Read(ReadCost::kCheap).rss_bytes.has_value()) return true;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return false;
}

pid_t PidIn(const std::string& text) {
  return static_cast<pid_t>(std::stol(text.substr(text.find(' ') + 1)));
}

// Nothing may be left of a child once RunChild() is through, whatever happened.
class ChildProcess : public ::testing::Test {
 protected:
  void SetUp() override { descriptors_ = OpenDescriptors(); }
  void TearDown() override {
    EXPECT_EQ(OpenDescriptors(), descriptors_);
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
  }

 private:
  static int OpenDescriptors() {
    int open = 0;
    for (int fd = 0; fd < 1024; ++fd) open += fcntl(fd, F_GETFD) >= 0 ? 1 : 0;
    return open;
  }

  int descriptors_ = 0;
};

TEST_F(ChildProcess, EndsWellWhenItSaysDoneAndExitsWithZero) {
  const ChildResult child = RunChild(TestChild({"done"}));
  EXPECT_EQ(child.exit.status, "ok");
  EXPECT_EQ(child.exit.code, 0);
  EXPECT_FALSE(child.exit.signal.has_value());
  EXPECT_EQ(child.exit.message, "");
}

TEST_F(ChildProcess, ZeroWithoutDoneIsAnError) {
  const ChildResult child = RunChild(TestChild({"exit", "0"}));
  EXPECT_EQ(child.exit.status, "error");
  EXPECT_EQ(child.exit.message, "exited before everything was measured");
}

TEST_F(ChildProcess, WithoutAnEventChannelTheExitCodeDecides) {
  ChildOptions options = {
      .spawn = {.program = "/bin/sh", .arguments = {"-c", "exit 0"}, .events = false}};
  EXPECT_EQ(RunChild(options).exit.status, "ok");
  options.spawn.arguments = {"-c", "exit 7"};
  const ExitRecord exit = RunChild(options).exit;
  EXPECT_EQ(exit.status, "error");
  EXPECT_EQ(exit.code, 7);
  EXPECT_EQ(exit.message, "exited with code 7 without a word");
}

TEST_F(ChildProcess, AnErrorIsToldInTheChildsOwnWordsMadePrintable) {
  const ChildResult child = RunChild(TestChild({"error"}));
  EXPECT_EQ(child.exit.status, "error");
  EXPECT_EQ(child.exit.code, 1);
  EXPECT_EQ(child.exit.message, "no such network  [31m");
}

TEST_F(ChildProcess, OutputIsKeptUpToItsTail) {
  ChildOptions options = TestChild({"print", "20000"});
  options.output_tail_bytes = 1000;
  const ChildResult child = RunChild(options);
  EXPECT_EQ(child.exit.code, 4);
  EXPECT_EQ(child.exit.message, "the last line");
  EXPECT_EQ(child.output_tail, "to stdout\n");
  EXPECT_EQ(child.error_tail.size(), 1000u);
  EXPECT_THAT(child.error_tail, EndsWith("standard error\nthe last line"));
}

TEST_F(ChildProcess, AMissingProgramIsAnIoErrorThatNamesIt) {
  EXPECT_THAT([] { RunChild({.spawn = {.program = "/nowhere/harness"}}); },
              ::testing::ThrowsMessage<IoError>(HasSubstr("/nowhere/harness")));
}

TEST_F(ChildProcess, AnIntervalOfNothingIsRefused) {
  ChildOptions options = TestChild({"done"});
  options.interval = milliseconds(0);
  EXPECT_THROW(RunChild(options), UsageError);
}

TEST_F(ChildProcess, ACrashKeepsWhatWasMeasuredBefore) {
  const Sample sample = Measure(TestChild({"crash"}));
  EXPECT_EQ(sample.exit.status, "crashed");
  EXPECT_EQ(sample.exit.signal, SIGABRT);
  EXPECT_FALSE(sample.exit.code.has_value());
  EXPECT_THAT(sample.exit.message, HasSubstr("signal 6"));
  EXPECT_THAT(sample.exit.message, EndsWith(": about to fall"));
  ASSERT_EQ(sample.phases.size(), 2u);
  EXPECT_EQ(sample.phases[0].name, "load");
  EXPECT_TRUE(sample.phases[0].finished);
  EXPECT_TRUE(sample.phases[0].wall_s.has_value());
  EXPECT_EQ(sample.phases[1].name, "convert");
  EXPECT_FALSE(sample.phases[1].finished);
  EXPECT_FALSE(sample.phases[1].wall_s.has_value());
  EXPECT_FALSE(sample.steady_rss_bytes.has_value());
#if !defined(TIDEMARK_SANITIZED)
  // Seen from outside only.
  EXPECT_GE(sample.peak_rss_bytes.value_or(0), 32 * kMiB);
#endif
}

TEST_F(ChildProcess, AnUnaskedForSigkillIsTakenForWantOfMemory) {
  const ExitRecord exit = RunChild(TestChild({"kill-self"})).exit;
  EXPECT_EQ(exit.status, "out_of_memory");
  EXPECT_EQ(exit.signal, SIGKILL);
}

TEST_F(ChildProcess, AHangEndsAtTheTimeLimit) {
  ChildOptions options = TestChild({"hang"});
  options.time_limit = milliseconds(1500);
  const ChildResult child = RunChild(options);
  EXPECT_EQ(child.exit.status, "timeout");
  EXPECT_EQ(child.exit.signal, SIGTERM);
  EXPECT_EQ(child.exit.message, "ended at its time limit of 1.5 s");
  EXPECT_GE(child.wall_s, 1.5);
}

TEST_F(ChildProcess, AHangThatIgnoresTheRequestIsKilled) {
  ChildOptions options = TestChild({"hang-hard"});
  options.time_limit = milliseconds(1500);
  options.grace = milliseconds(100);
  const ChildResult child = RunChild(options);
  EXPECT_EQ(child.exit.status, "timeout");
  EXPECT_EQ(child.exit.signal, SIGKILL);
}

TEST_F(ChildProcess, GarbageOnTheChannelIsAnError) {
  const ExitRecord exit = RunChild(TestChild({"raw", "{\"event\":\"progress\"\n"})).exit;
  EXPECT_EQ(exit.status, "error");
  EXPECT_THAT(exit.message,
              AllOf(StartsWith("event channel: not valid JSON: "), EndsWith("(at byte 0)")));
}

TEST_F(ChildProcess, AnEventAfterDoneIsAnError) {
  const ExitRecord exit =
      RunChild(TestChild({"raw", "{\"event\":\"done\"}\n{\"event\":\"done\"}\n"})).exit;
  EXPECT_EQ(exit.status, "error");
  EXPECT_THAT(exit.message, HasSubstr("an event follows the last one"));
}

TEST_F(ChildProcess, AnAccountThatDoesNotHoldTogetherIsAnError) {
  const Sample sample = Measure(TestChild({"raw",
                                           "{\"event\":\"phase_began\",\"name\":\"load\"}\n"
                                           "{\"event\":\"phase_began\",\"name\":\"convert\"}\n"}));
  EXPECT_EQ(sample.exit.status, "error");
  EXPECT_THAT(sample.exit.message, HasSubstr("phase 'convert' begins inside 'load'"));
}

TEST_F(ChildProcess, FloodsAreCutOff) {
  ChildOptions options = TestChild({"flood-line"});
  options.limits.max_line_bytes = 100'000;
  EXPECT_THAT(RunChild(options).exit.message, HasSubstr("longer than 100000 bytes"));
  options = TestChild({"flood-events"});
  options.limits.max_total_bytes = 1'000'000;
  const ExitRecord exit = RunChild(options).exit;
  EXPECT_EQ(exit.status, "error");
  EXPECT_THAT(exit.message, HasSubstr("more than 1000000 bytes"));
}

TEST_F(ChildProcess, WhatTheCallerThrowsEndsTheChildAndIsPassedOn) {
  pid_t pid = -1;
  EXPECT_THROW(RunChild(TestChild({"hang"}),
                        [&](const Event& event) {
                          pid = PidIn(std::get<Progress>(event).text);
                          throw MeasurementError("enough");
                        }),
               MeasurementError);
  EXPECT_TRUE(HasDied(pid));
}

TEST_F(ChildProcess, StartsWithItsStreamsAndChannelOnly) {
  // A descriptor that nobody marked close-on-exec.
  const int stray = open("/dev/null", O_RDONLY);
  ASSERT_GE(stray, 0);
  const Outcome run = RunTestChild(TestChild({"descriptors"}));
  close(stray);
  EXPECT_THAT(run.progress, ElementsAre("0 1 2 3 stdin empty"));
}

TEST_F(ChildProcess, EnvironmentIsSetOnTop) {
  ChildOptions options = TestChild({"environment"});
  ASSERT_EQ(setenv("TIDEMARK_TEST_VARIABLE", "inherited", 1), 0);
  EXPECT_THAT(RunTestChild(options).progress, ElementsAre("inherited"));
  options.spawn.environment = {{"TIDEMARK_TEST_VARIABLE", "replaced"}};
  EXPECT_THAT(RunTestChild(options).progress, ElementsAre("replaced"));
  unsetenv("TIDEMARK_TEST_VARIABLE");
}

TEST_F(ChildProcess, WhatItLeavesBehindEndsWithIt) {
  const Outcome run = RunTestChild(TestChild({"leave-behind"}));
  EXPECT_EQ(run.child.exit.status, "ok");
  ASSERT_EQ(run.progress.size(), 1u);
  EXPECT_TRUE(HasDied(PidIn(run.progress[0])));
}

TEST_F(ChildProcess, AnInterruptEndsTheChildFirst) {
  // The child supervises one of its own, catches the interrupt and has to end that one.
  std::vector<std::string> progress;
  pid_t middle = -1;
  pid_t inner = -1;
  const ChildResult child = RunChild(TestChild({"supervise"}), [&](const Event& event) {
    const auto* told = std::get_if<Progress>(&event);
    if (told == nullptr) return;
    progress.push_back(told->text);
    if (told->text.starts_with("middle")) middle = PidIn(told->text);
    if (told->text.starts_with("pid")) {
      inner = PidIn(told->text);
      kill(middle, SIGINT);
    }
  });
  EXPECT_EQ(child.exit.status, "ok");
  ASSERT_EQ(progress.size(), 3u);
  EXPECT_EQ(progress[2], "inner interrupted");
  EXPECT_TRUE(HasDied(inner));
}

TEST_F(ChildProcess, DiesWithItsParent) {
  pid_t middle = -1;
  pid_t inner = -1;
  const ChildResult child = RunChild(TestChild({"supervise"}), [&](const Event& event) {
    const auto* told = std::get_if<Progress>(&event);
    if (told == nullptr) return;
    if (told->text.starts_with("middle")) middle = PidIn(told->text);
    if (told->text.starts_with("pid")) {
      inner = PidIn(told->text);
      kill(middle, SIGKILL);
    }
  });
  EXPECT_EQ(child.exit.signal, SIGKILL);
  ASSERT_GT(inner, 0);
  EXPECT_TRUE(HasDied(inner));
}

TEST_F(ChildProcess, MeasuresAWholeLife) {
  const Sample sample = Measure(TestChild({"measure", "64", "0"}));
  ASSERT_EQ(sample.exit.status, "ok") << sample.exit.message;
  ASSERT_EQ(sample.phases.size(), 3u);
  EXPECT_THAT(sample.phases[0].owners, ::testing::SizeIs(1));
  EXPECT_EQ(sample.evaluate_s.size(), 40u);
  EXPECT_EQ(sample.steady_on_plateau, true);
  EXPECT_GE(sample.timeline.interval_s, 0.005);
  EXPECT_GE(sample.timeline.rss_bytes.size(), 10u);
}

#if defined(__linux__) && !defined(TIDEMARK_SANITIZED)

TEST_F(ChildProcess, PeaksBelongToTheirPhase) {
  if (!ProbeSelf()->PeakResettable()) GTEST_SKIP() << "/proc/self/clear_refs is not writable here";
  const Sample sample = Measure(TestChild({"measure", "64", "0"}));
  ASSERT_EQ(sample.phases.size(), 3u);
  const uint64_t load = sample.phases[0].peak_rss_bytes.value();
  EXPECT_GE(load, 64 * kMiB);
  EXPECT_LT(load, 72 * kMiB);
  // Touches 1 MiB at a time.
  EXPECT_LT(sample.phases[1].peak_rss_bytes.value(), 8 * kMiB);
  EXPECT_LT(sample.phases[2].peak_rss_bytes.value(), 8 * kMiB);
  EXPECT_EQ(sample.peak_rss_bytes, load);
  EXPECT_LT(sample.steady_rss_bytes.value(), 8 * kMiB);
  EXPECT_LE(sample.trimmed_anon_bytes.value(), sample.steady_anon_bytes.value());
  EXPECT_EQ(sample.timeline.anon_bytes.size(), sample.timeline.rss_bytes.size());
}

TEST_F(ChildProcess, AChildOfAFatParentReportsItsOwnSmallPeak) {
  constexpr size_t kFat = 256 * kMiB;
  void* pages = mmap(nullptr, kFat, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(pages, MAP_FAILED);
  volatile char* page = static_cast<char*>(pages);
  for (size_t at = 0; at < kFat; at += 4096) page[at] = 1;
  const Sample sample = Measure(TestChild({"measure", "1", "0"}));
  munmap(pages, kFat);
  ASSERT_EQ(sample.exit.status, "ok");
  EXPECT_LT(sample.peak_rss_bytes.value(), 16 * kMiB);
  EXPECT_GT(sample.peak_rss_bytes.value(), 1 * kMiB);
}

TEST_F(ChildProcess, RepeatsAgree) {
  std::vector<double> peaks;
  for (int repeat = 0; repeat < 5; ++repeat) {
    const Sample sample = Measure(TestChild({"measure", "64", "0"}));
    peaks.push_back(static_cast<double>(sample.peak_rss_bytes.value()));
  }
  const auto [low, high] = std::minmax_element(peaks.begin(), peaks.end());
  EXPECT_LT(*high - *low, 512.0 * 1024);
}

TEST_F(ChildProcess, ALeakShowsAsGrowthAndItsAbsenceDoesNot) {
  constexpr size_t kLeak = 65536;
  const Sample leaking = Measure(TestChild({"measure", "1", std::to_string(kLeak)}));
  const Sample clean = Measure(TestChild({"measure", "1", "0"}));
  ASSERT_TRUE(leaking.growth_bytes_per_evaluation.has_value()) << leaking.growth_reason;
  ASSERT_TRUE(clean.growth_bytes_per_evaluation.has_value()) << clean.growth_reason;
  EXPECT_NEAR(*leaking.growth_bytes_per_evaluation, static_cast<double>(kLeak), 4096);
  EXPECT_LT(*clean.growth_bytes_per_evaluation, 1024);
}

#endif

}  // namespace
}  // namespace tidemark::harness
