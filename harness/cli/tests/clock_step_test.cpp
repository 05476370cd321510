// A clock on the wall that steps forth and back by days at every look.

#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/tests/faults.h"
#include "harness/cli/tests/harness_program.h"
#include "harness/report/json_report.h"

namespace tidemark::testing {
namespace {

using ClockStep = FaultTest;

TEST_F(ClockStep, ChangesNoDurationAndNoOrder) {
  TIDEMARK_FAULTS_OR_SKIP();
  const Faults faults("TIDEMARK_FAULT_CLOCK", "1");
  const auto begin = std::chrono::steady_clock::now();
  const Answer answer = Harness({"run", EngineScenario(2), "--out", File("out/report.json")});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  ASSERT_EQ(answer.code, 0) << answer.err;
  const harness::Report report = harness::ReadJsonReport(File("out/report.json"));
  double sum = 0;
  int repeat = 0;
  for (const harness::Sample& sample : report.runs.at(0).samples) {
    EXPECT_EQ(sample.exit.status, "ok") << sample.exit.message;
    EXPECT_EQ(sample.repeat, repeat++);
    std::vector<std::string> phases;
    for (const harness::PhaseRecord& phase : sample.phases) {
      phases.push_back(phase.name);
      EXPECT_GE(phase.wall_s.value(), 0) << phase.name;
      sum += phase.wall_s.value();
    }
    EXPECT_THAT(phases, ::testing::ElementsAre("start", "load", "release", "convert", "open",
                                               "warmup", "evaluate", "idle"));
    for (const double evaluation : sample.evaluate_s) {
      EXPECT_GE(evaluation, 0);
      EXPECT_LE(evaluation, took.count());
    }
    EXPECT_LE(static_cast<double>(sample.timeline.rss_bytes.size()) * sample.timeline.interval_s,
              took.count() + 1);
  }
  EXPECT_GT(sum, 0);
  EXPECT_LE(sum, took.count()) << "the phases of one process after another";
}

TEST_F(ClockStep, ChangesNoConversion) {
  TIDEMARK_FAULTS_OR_SKIP();
  ASSERT_EQ(Harness({"convert", File("net.bin.gz"), File("out/a.mlpackage")}).code, 0);
  const Faults faults("TIDEMARK_FAULT_CLOCK", "1");
  const Answer answer = Harness({"convert", File("net.bin.gz"), File("out/b.mlpackage"), "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_GE(answer.Json()["wall_s"].get<double>(), 0);
  EXPECT_LT(answer.Json()["wall_s"].get<double>(), 3600);
  EXPECT_TRUE(BytesOf("out/a.mlpackage") == BytesOf("out/b.mlpackage"));
}

}  // namespace
}  // namespace tidemark::testing
