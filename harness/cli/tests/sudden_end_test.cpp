// Processes that are asked to end, and killed, at any moment. How many moments are tried of each
// signal is in TIDEMARK_FAULT_MOMENTS (by default 100 of a conversion, which is short, 20 of one
// that replaces, and 8 of a run); they are random with a fixed seed, and spread over the time that
// the command took before.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/tests/faults.h"
#include "harness/cli/tests/harness_program.h"
#include "harness/report/json_report.h"

namespace tidemark::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using Seconds = std::chrono::duration<double>;

constexpr int kInterrupted = 130;

int Moments(int by_default) {
  const char* const told = std::getenv("TIDEMARK_FAULT_MOMENTS");
  return told == nullptr ? by_default : std::atoi(told);
}

// A process is not gone before its parent, which may be another one by now, has reaped it.
std::vector<std::string> CommandsThatMention(const std::string& text) {
  std::vector<std::string> found;
#if defined(__linux__)
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ifstream stream(entry.path() / "cmdline", std::ios::binary);
    // A process may end while it is looked at; then there is nothing to read.
    std::ostringstream read;
    read << stream.rdbuf();
    std::string words = read.str();
    std::replace(words.begin(), words.end(), '\0', ' ');
    if (words.find(text) != std::string::npos) found.push_back(words);
  }
#endif
  return found;
}

class SuddenEnd : public FaultTest {
 protected:
  // Starts the command, lets `signal` come at random moments of `took`, and has `check` look at
  // what is left after each.
  void EndAt(const std::vector<std::string>& arguments, Seconds took, int moments, int signal,
             const std::function<void(int code)>& check) {
    std::mt19937 random(static_cast<unsigned>(signal));
    for (int i = 0; i < moments; ++i) {
      // The slowest of several runs takes longer than the one that was timed.
      const Seconds moment = took * 1.2 * (static_cast<double>(random() % 10'000) / 10'000);
      Started command(arguments);
      std::this_thread::sleep_for(moment);
      kill(command.pid(), signal);
      check(command.Wait());
      if (HasFailure()) {
        FAIL() << "signal " << signal << " after " << moment.count() << " s";
      }
    }
  }

  static Seconds TimeOf(const std::vector<std::string>& arguments) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(Harness(arguments).code, 0);
    return std::chrono::steady_clock::now() - begin;
  }

  // It ended by itself; because of the signal and told so; or before it could know of signals.
  static void ExpectCode(int code, int signal) {
    if (signal == SIGKILL) {
      EXPECT_THAT(code, AnyOf(Eq(0), Eq(128 + SIGKILL)));
    } else {
      EXPECT_THAT(code, AnyOf(Eq(0), Eq(kInterrupted), Eq(128 + signal)));
    }
  }

  // Neither files nor processes outlive a run that was killed for longer than the next one takes.
  void ExpectNoProcesses() const {
    for (int i = 0; i < 1000 && !CommandsThatMention(File("")).empty(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_THAT(CommandsThatMention(File("")), IsEmpty());
  }
};

TEST_F(SuddenEnd, OfAConversionLeavesNoPackageOrAWholeOne) {
  const std::vector<std::string> convert = {"convert", File("net.bin.gz"),
                                            File("out/net.mlpackage")};
  const Seconds took = TimeOf(convert);
  const std::string whole = BytesOf("out/net.mlpackage");
  fs::remove_all(File("out/net.mlpackage"));
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    int whole_ones = 0;
    EndAt(convert, took, Moments(100), signal, [&](int code) {
      ExpectCode(code, signal);
      if (fs::exists(File("out/net.mlpackage"))) {
        ++whole_ones;
        EXPECT_TRUE(BytesOf("out/net.mlpackage") == whole);
      } else {
        EXPECT_NE(code, 0);
      }
      fs::remove_all(File("out/net.mlpackage"));
      if (signal != SIGKILL) {
        EXPECT_THAT(NamesIn("out"), IsEmpty());
      }
    });
    RecordProperty("whole_after_" + std::to_string(signal), whole_ones);
    ASSERT_EQ(Harness(convert).code, 0);
    EXPECT_THAT(NamesIn("out"), ElementsAre("net.mlpackage")) << "the next one tidies up";
    fs::remove_all(File("out/net.mlpackage"));
  }
}

TEST_F(SuddenEnd, OfAConversionLeavesTheEarlierPackage) {
  std::vector<std::string> convert = {"convert", File("net.bin.gz"), File("out/net.mlpackage"),
                                      "--precision", "fp32"};
  ASSERT_EQ(Harness(convert).code, 0);
  const std::string earlier = BytesOf("out/net.mlpackage");
  fs::remove_all(File("out/net.mlpackage"));
  convert.resize(3);
  const Seconds took = TimeOf(convert);
  const std::string later = BytesOf("out/net.mlpackage");
  ASSERT_FALSE(earlier == later);
  convert.emplace_back("--force");
  std::vector<std::string> restore = convert;
  restore.insert(restore.end(), {"--precision", "fp32"});
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    EndAt(convert, took, Moments(20), signal, [&](int code) {
      ExpectCode(code, signal);
      const std::string left = BytesOf("out/net.mlpackage");
      EXPECT_TRUE(left == later || (left == earlier && code != 0));
      if (left != earlier) {
        ASSERT_EQ(Harness(restore).code, 0);
      }
      if (signal != SIGKILL) {
        EXPECT_THAT(NamesIn("out"), ElementsAre("net.mlpackage"));
      }
    });
    ASSERT_EQ(Harness(restore).code, 0);
    EXPECT_THAT(NamesIn("out"), ElementsAre("net.mlpackage")) << "the next one tidies up";
  }
}

// Not at random: right before each change that a conversion makes to its folder.
TEST_F(SuddenEnd, OfAConversionAtEveryChange) {
  TIDEMARK_FAULTS_OR_SKIP();
  const std::vector<std::string> convert = {"convert", File("net.bin.gz"),
                                            File("out/net.mlpackage")};
  const auto with = [&](const std::string& variable, const std::string& value, long at) {
    const Faults faults({{"TIDEMARK_FAULT_FOLDER", File("out")},
                         {"TIDEMARK_FAULT_AT", std::to_string(at)},
                         {variable, value}});
    return Harness(convert).code;
  };
  ASSERT_EQ(with("TIDEMARK_FAULT_COUNT", File("count"), 0), 0);
  const std::string whole = BytesOf("out/net.mlpackage");
  long changes = 0;
  std::ifstream(File("count")) >> changes;
  ASSERT_GT(changes, 10);
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    for (long at = 1; at <= changes; ++at) {
      fs::remove_all(File("out/net.mlpackage"));
      const int code = with("TIDEMARK_FAULT_SIGNAL", std::to_string(signal), at);
      const bool there = fs::exists(File("out/net.mlpackage"));
      EXPECT_EQ(code, signal == SIGKILL ? 128 + SIGKILL : there ? 0 : kInterrupted) << at;
      if (there) {
        EXPECT_TRUE(BytesOf("out/net.mlpackage") == whole) << at;
      }
      // Of a killed one, the next one removes what is left.
      EXPECT_LE(NamesIn("out").size(), signal == SIGKILL ? 2U : there ? 1U : 0U) << at;
    }
    fs::remove_all(File("out/net.mlpackage"));
    ASSERT_EQ(Harness(convert).code, 0);
    EXPECT_THAT(NamesIn("out"), ElementsAre("net.mlpackage")) << "the next one tidies up";
  }
}

TEST_F(SuddenEnd, OfARunLeavesNoProcessesAndNoHalfOfAReport) {
  const std::vector<std::string> run = {"run", ConversionScenario(), "--out",
                                        File("out/report.json")};
  const Seconds took = TimeOf(run);
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    EndAt(run, took, Moments(8), signal, [&](int code) {
      ExpectCode(code, signal);
      ExpectNoProcesses();
      if (fs::exists(File("out/report.json"))) harness::ReadJsonReport(File("out/report.json"));
      if (signal != SIGKILL) {
        EXPECT_THAT(NamesIn("temporary"), IsEmpty());
      }
    });
    ASSERT_EQ(Harness(run).code, 0);
    EXPECT_THAT(NamesIn("out"), ElementsAre("report.json"));
    EXPECT_THAT(NamesIn("temporary"), IsEmpty()) << "the next one tidies up";
  }
}

// What a run prepares with, processes that tell nothing while they work, ends with it too.
TEST_F(SuddenEnd, OfARunEndsWhatPreparesIt) {
  const std::string scenario = File("large.json");
  std::ofstream(scenario) << R"({"schema_version": 1, "name": "large", "lifecycle": "conversion",
      "model": {"synthesize": "b40c768nbt"}, "lever_sets": {"all": "all"}, "repeats": 1})";
  Started run({"run", scenario, "--out", File("out/report.json")});
  const auto synthesizing = [this] {
    const auto commands = CommandsThatMention(File("cache"));
    return std::any_of(commands.begin(), commands.end(), [](const std::string& command) {
      return command.find(" synthesize ") != std::string::npos;
    });
  };
  for (int i = 0; i < 1000 && !synthesizing(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
#if defined(__linux__)
  ASSERT_TRUE(synthesizing());
#endif
  kill(run.pid(), SIGKILL);
  EXPECT_EQ(run.Wait(), 128 + SIGKILL);
  ExpectNoProcesses();
}

// An answer that waits for its reader when the request to end comes: it arrives whole, or is said
// not to have.
TEST_F(SuddenEnd, WhileAnAnswerIsPrintedIsNoSilence) {
  std::ofstream scenario(File("many.json"));
  scenario << R"({"schema_version": 1, "name": "many", "model": {"path": "net.bin.gz"},
      "lever_sets": {"off": [])";
  for (int i = 1; i < 1000; ++i) scenario << ", \"a-set-of-levers-" << i << "\": [\"stream_gzip\"]";
  scenario << "}}";
  scenario.close();
  // More than a pipe holds.
  const std::vector<std::string> validate = {"validate", File("many.json"), "--json"};
  ASSERT_GT(Harness(validate).out.size(), size_t{1} << 17);
  std::vector<std::string> words = {
      "sh", "-c",
      "{ \"$@\" & pid=$!; sleep 0.7; kill -TERM $pid; wait $pid; echo code $? >&2; } | "
      "{ sleep 1; cat >/dev/null; }",
      "sh", TIDEMARK_HARNESS};
  words.insert(words.end(), validate.begin(), validate.end());
  EXPECT_THAT(RunProgram(words).err, AnyOf(Eq("code 0\n"), Eq("harness: interrupted\ncode 130\n")));
}

}  // namespace
}  // namespace tidemark::testing
