// Measured processes that lie, flood, hang, crash and run out of memory: each is a result, and the
// run goes on.

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "harness/cli/tests/faults.h"
#include "harness/cli/tests/harness_program.h"
#include "harness/report/json_report.h"

namespace tidemark::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using LyingCell = FaultTest;

// Texts that hold one of several, which bars divide.
auto AnyOfThese(const std::string& texts) {
  const size_t bar = texts.find('|');
  const std::string second = bar == std::string::npos ? texts : texts.substr(bar + 1);
  return ::testing::AnyOf(HasSubstr(texts.substr(0, bar)), HasSubstr(second));
}

struct Verdict {
  std::string status;
  std::string message;
};

const std::map<std::string, Verdict>& Verdicts() {
  static const std::map<std::string, Verdict> verdicts = {
      {"garbage", {"error", "event channel: not valid JSON"}},
      {"line without end", {"error", "an event is longer than 1048576 bytes"}},
      {"unknown event", {"error", "unknown event"}},
      {"unknown key", {"error", "really"}},
      {"no object", {"error", "expected"}},
      {"negative time", {"error", "wall_s"}},
      {"endless time", {"error", "event channel: "}},
      {"negative bytes", {"error", "peak_rss_bytes"}},
      {"fraction of a byte", {"error", "peak_rss_bytes"}},
      {"too many bytes", {"error", "peak_rss_bytes"}},
      {"end without beginning", {"error", "ends without having begun"}},
      {"phase in a phase", {"error", "phase 'convert' begins inside 'load'"}},
      {"another phase's end", {"error", "ends without having begun"}},
      {"endless name", {"error", "a name of 1 to 128 bytes"}},
      {"too many phases", {"error", "too many phases"}},
      {"two steady states", {"error", "second steady state"}},
      {"deep nesting", {"error", "event channel: "}},
      {"artifact of another shape", {"error", "\"weight_bin_sha256\" is missing"}},
      {"backend of another shape", {"error", "expected an object, found a list"}},
      {"profile of another shape", {"error", "\"backend\" is missing"}},
      // Or its time is over before so much has come.
      {"events for ever", {"error|timeout", "events take more than 67108864 bytes|time limit"}},
      {"event after the last", {"error", "an event follows the last one"}},
      {"nothing at all", {"error", "exited before everything was measured"}},
      {"done with nothing measured", {"error", "without a steady state"}},
      {"done with nothing evaluated", {"ok", ""}},
      {"ends in a phase", {"error", "exited before everything was measured"}},
      {"closes the channel and hangs", {"timeout", "time limit"}},
      {"prints for ever", {"timeout", "time limit"}},
      {"hangs in a phase", {"timeout", "time limit"}},
      {"aborts", {"crashed", "signal 6"}},
      {"reads where nothing is", {"crashed", "signal 11"}},
      {"is killed", {"out_of_memory", "SIGKILL"}},
      {"leaves somebody behind", {"error", "exited before everything was measured"}},
      {"code 3", {"error", "exited with code 3"}},
  };
  return verdicts;
}

TEST_F(LyingCell, IsAResultEachTime) {
  TIDEMARK_FAULTS_OR_SKIP();
  const auto repeats = static_cast<int>(Verdicts().size());
  const Answer answer = [&] {
    const Faults faults({{"TIDEMARK_FAULT_VERB", "run"},
                         {"TIDEMARK_FAULT_CELL", TIDEMARK_LYING_CELL},
                         {"TIDEMARK_LIES", File("lies")}});
    return Harness({"run", EngineScenario(repeats, "1.5s"), "--out", File("out/report.json")});
  }();
  EXPECT_EQ(answer.code, 1) << "not every process ended well: " << answer.err;
  EXPECT_EQ(answer.err, "");
  const harness::Report report = harness::ReadJsonReport(File("out/report.json"));
  const harness::RunRecord& run = report.runs.at(0);
  ASSERT_EQ(run.samples.size(), Verdicts().size());
  std::ifstream lies(File("lies"));
  for (const harness::Sample& sample : run.samples) {
    std::string lie;
    std::getline(lies, lie);
    ASSERT_TRUE(Verdicts().contains(lie)) << lie;
    const Verdict& verdict = Verdicts().at(lie);
    EXPECT_THAT(sample.exit.status, AnyOfThese(verdict.status))
        << lie << ": " << sample.exit.message;
    EXPECT_THAT(sample.exit.message, AnyOfThese(verdict.message)) << lie;
    EXPECT_EQ(sample.exit.message.find('\n'), std::string::npos) << lie;
  }
  EXPECT_FALSE(run.error.has_value());
  EXPECT_NE(run.error_reason, "");
  EXPECT_THAT(NamesIn("temporary"), IsEmpty());

  rusage used = {};
  getrusage(RUSAGE_CHILDREN, &used);
  EXPECT_LT(used.ru_maxrss, 64L * 1024) << "KiB of the largest process there was";
}

// Each process under a limit on its address space, as `ulimit -v` sets it; the run itself, too.
TEST_F(LyingCell, MemoryThatIsNotThereIsAResult) {
#if !defined(__linux__) || defined(TIDEMARK_SANITIZED)
  GTEST_SKIP() << "address spaces cannot be limited here";
#endif
  ASSERT_EQ(Harness({"synthesize", "b6c96", File("larger.bin.gz")}).code, 0);
  const std::string scenario = EngineScenario();
  // What is computed once for all runs has all the memory that it wants.
  ASSERT_EQ(
      Harness({"run", scenario, "--model", File("larger.bin.gz"), "--out", File("out/report.json")})
          .code,
      0);
  int recorded = 0;
  int measured = 0;
  for (const int mebibytes : {14, 17, 20, 24, 28, 60, 4000}) {
    std::filesystem::remove(File("out/report.json"));
    const Answer answer =
        RunProgram({"sh", "-c", "ulimit -v " + std::to_string(1024 * mebibytes) + "; exec \"$@\"",
                    "sh", TIDEMARK_HARNESS, "run", scenario, "--model", File("larger.bin.gz"),
                    "--out", File("out/report.json")});
    EXPECT_THAT(NamesIn("temporary"), IsEmpty()) << mebibytes;
    // Too little to prepare the run, or even to load the program.
    if (!std::filesystem::exists(File("out/report.json"))) continue;
    const harness::ExitRecord exit =
        harness::ReadJsonReport(File("out/report.json")).runs.at(0).samples.at(0).exit;
    EXPECT_EQ(answer.code, exit.status == "ok" ? 0 : 3) << mebibytes << answer.err;
    ++(exit.status == "ok" ? measured : recorded);
    if (exit.status != "ok") {
      EXPECT_THAT(exit.message, AnyOf("out of memory", HasSubstr("Cannot allocate memory"),
                                      HasSubstr("cannot start a thread")));
    }
  }
  EXPECT_GE(recorded, 1);
  EXPECT_GE(measured, 1);
}

}  // namespace
}  // namespace tidemark::testing
