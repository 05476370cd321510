// A system whose calls are interrupted or do less than they were asked to: everything comes out as
// it does elsewhere.

#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/tests/faults.h"
#include "harness/cli/tests/harness_program.h"
#include "harness/report/json_report.h"

namespace tidemark::testing {
namespace {

namespace fs = std::filesystem;

class InterruptedCalls : public FaultTest {
 protected:
  void SetUp() override {
    TIDEMARK_FAULTS_OR_SKIP();
    FaultTest::SetUp();
  }

  static Answer Interrupted(const std::vector<std::string>& arguments, int seed) {
    const Faults faults("TIDEMARK_FAULT_CALLS", std::to_string(seed));
    return Harness(arguments);
  }
};

TEST_F(InterruptedCalls, ChangeNoFile) {
  const std::vector<std::vector<std::string>> commands = {
      {"convert", File("net.bin.gz"), File("out/made.mlpackage")},
      {"convert", File("net.bin.gz"), File("out/made.mlpackage"), "--levers", "none"},
      {"synthesize", "b2c16", File("out/made.bin.gz")},
      {"record", File("net.bin.gz"), "--backend", "eigen", "--positions",
       std::string(TIDEMARK_SOURCE_DIR) + "/scenarios/positions/ladder-19x19.sgf", "--every", "60",
       "--out", File("out/made")}};
  for (const auto& command : commands) {
    ASSERT_EQ(Harness(command).code, 0);
    const std::string expected = BytesOf("out");
    for (int seed = 1; seed <= 10; ++seed) {
      fs::remove_all(File("out"));
      fs::create_directory(File("out"));
      const Answer answer = Interrupted(command, seed);
      EXPECT_EQ(answer.code, 0) << command.front() << " " << seed << ": " << answer.err;
      EXPECT_TRUE(BytesOf("out") == expected) << command.front() << " " << seed;
    }
    fs::remove_all(File("out"));
    fs::create_directory(File("out"));
  }
}

TEST_F(InterruptedCalls, ChangeNoAnswer) {
  ASSERT_EQ(Harness({"convert", File("net.bin.gz"), File("net.mlpackage")}).code, 0);
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"inspect", File("net.bin.gz"), "--json", "--layers"},
                                             {"inspect", File("net.mlpackage"), "--json"},
                                             {"validate", EngineScenario(), "--json"}}) {
    const Answer expected = Harness(command);
    ASSERT_EQ(expected.code, 0) << expected.err;
    for (int seed = 1; seed <= 10; ++seed) {
      const Answer answer = Interrupted(command, seed);
      EXPECT_EQ(answer.code, 0) << answer.err;
      EXPECT_EQ(answer.out, expected.out) << command[1] << " " << seed;
    }
  }
}

// Events, the outputs of devices and the reference go through many hands.
TEST_F(InterruptedCalls, ChangeNoMeasurement) {
  const std::vector<std::string> run = {"run", EngineScenario(), "--out", File("out/report.json")};
  ASSERT_EQ(Harness(run).code, 0);
  const auto expected = harness::ReadJsonReport(File("out/report.json")).runs.at(0);
  fs::remove_all(File("cache"));
  const Answer answer = Interrupted(run, 1);
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto interrupted = harness::ReadJsonReport(File("out/report.json")).runs.at(0);
  EXPECT_EQ(interrupted.samples.at(0).phases.size(), expected.samples.at(0).phases.size());
  EXPECT_EQ(interrupted.artifact, expected.artifact);
  ASSERT_TRUE(interrupted.error.has_value());
  EXPECT_EQ(interrupted.error->raw_max_abs, expected.error->raw_max_abs);
}

}  // namespace
}  // namespace tidemark::testing
