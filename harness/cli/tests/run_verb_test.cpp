#include <algorithm>
#include <filesystem>
#include <stdlib.h>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/io/read_file.h"
#include "converter/testing/fixtures.h"
#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"
#include "harness/report/json_report.h"

namespace tidemark::testing {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class RunVerb : public ::testing::Test {
 protected:
  void SetUp() override {
    setenv("TIDEMARK_CACHE", File("cache").c_str(), 1);
    unsetenv("GITHUB_ACTIONS");
  }
  void TearDown() override {
    for (const char* name : {"TIDEMARK_CACHE", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"}) {
      unsetenv(name);
    }
  }

  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }
  std::string Scenario(const std::string& limits = "{}") const {
    return folder_
        .Write("tiny.json", R"({"schema_version": 1, "name": "tiny",
          "model": {"synthesize": "b2c16"}, "board": "9x9",
          "lever_sets": {"off": [], "seed": ["weight_views", "stream_gzip", "release_weights"]},
          "repeats": 2, "positions": {"random": 2}, "timeout": "60s",
          "settle": {"min": "0.05s", "max": "0.2s"}, "limits": )" +
                                limits + "}")
        .string();
  }
  Answer Run(const std::string& limits = "{}") {
    return Harness({"run", Scenario(limits), "--out", File("report.json")});
  }

  TempDir folder_;
};

TEST_F(RunVerb, ReportsEveryPhaseOfEveryRun) {
  const Answer answer = Run();
  ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("seed/ane"));
  EXPECT_EQ(answer.err, "");
  const harness::Report report = harness::ReadJsonReport(File("report.json"));
  ASSERT_EQ(report.runs.size(), 2U);
  for (const harness::RunRecord& run : report.runs) {
    EXPECT_TRUE(run.emulated);
    ASSERT_EQ(run.samples.size(), 2U);
    for (const harness::Sample& sample : run.samples) {
      EXPECT_EQ(sample.exit.status, "ok") << sample.exit.message;
      std::vector<std::string> phases;
      for (const harness::PhaseRecord& phase : sample.phases) phases.push_back(phase.name);
      EXPECT_THAT(phases, ::testing::ElementsAre("start", "load", "release", "convert", "open",
                                                 "warmup", "evaluate", "idle"));
      EXPECT_GE(sample.evaluate_s.size(), 8U);
#ifdef __linux__
      EXPECT_TRUE(sample.peak_rss_bytes.has_value());
      EXPECT_TRUE(sample.steady_anon_bytes.has_value());
      EXPECT_TRUE(sample.trimmed_rss_bytes.has_value());
      EXPECT_FALSE(sample.timeline.rss_bytes.empty());
#endif
    }
    ASSERT_TRUE(run.artifact.has_value());
    EXPECT_EQ(*run.artifact, *report.runs[0].artifact);
    ASSERT_TRUE(run.error.has_value());
    EXPECT_EQ(run.error->positions, 2U);
  }
  EXPECT_FALSE(report.effects.empty());
}

TEST_F(RunVerb, ProfilesTheLayersOnRequest) {
  ASSERT_EQ(Run().code, 0);
  EXPECT_FALSE(harness::ReadJsonReport(File("report.json")).runs.at(0).profile.has_value());

  const Answer answer = Harness({"run", Scenario(), "--profile", "--out", File("report.json")});
  ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("\nlayers of off/ane, each figure of one evaluation; the times "
                                    "are medians over 2 processes, "));
  EXPECT_THAT(answer.out, HasSubstr("warning: layers were timed"));
  const harness::Report report = harness::ReadJsonReport(File("report.json"));
  EXPECT_TRUE(report.scenario.profile);
  ASSERT_EQ(report.runs.size(), 2U);
  for (const harness::RunRecord& run : report.runs) {
    ASSERT_TRUE(run.profile.has_value()) << run.profile_reason;
    EXPECT_EQ(run.profile->samples, 2U);
    size_t evaluations = 0;
    for (const harness::Sample& sample : run.samples) evaluations += sample.evaluate_s.size();
    EXPECT_EQ(run.profile->evaluations, evaluations) << "without the warm-up";
    double seconds = 0;
    for (const harness::ProfiledLayer& layer : run.profile->layers) {
      EXPECT_EQ(layer.backend, "ane");
      EXPECT_EQ(layer.calls, 1) << layer.layer;
      seconds += layer.wall_s;
    }
    EXPECT_GT(run.profile->layers.size(), 32U) << "several events";
    EXPECT_GT(seconds, 0);
    EXPECT_TRUE(SameLayers(*run.profile, *report.runs[0].profile));
  }
}

TEST_F(RunVerb, AConverterAloneHasNoEngine) {
  const std::string scenario = folder_
                                   .Write("alone.json", R"({"schema_version": 1, "name": "alone",
            "model": {"synthesize": "b2c16"}, "lifecycle": "conversion", "board": "9x9",
            "lever_sets": {"off": [], "all": "all"}, "repeats": 1,
            "settle": {"min": "0.1s", "max": "0.5s"},
            "limits": {"all/convert": {"conversion_peak_rss": "64MiB"}}})")
                                   .string();
  const Answer answer = Harness({"run", scenario, "--out", File("report.json")});
  ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
  const harness::Report report = harness::ReadJsonReport(File("report.json"));
  ASSERT_EQ(report.runs.size(), 2U);
  for (const harness::RunRecord& run : report.runs) {
    std::vector<std::string> phases;
    for (const harness::PhaseRecord& phase : run.samples.at(0).phases) {
      phases.push_back(phase.name);
    }
    EXPECT_THAT(phases, ::testing::ElementsAre("start", "convert", "idle"));
    EXPECT_EQ(run.backend, "none");
    EXPECT_TRUE(run.devices.empty());
    EXPECT_EQ(*run.artifact, *report.runs[0].artifact);
    EXPECT_FALSE(run.error.has_value());
    EXPECT_TRUE(run.summary.conversion_cpu_s.has_value());
  }
  EXPECT_EQ(report.runs[1].id, "all/convert");
  EXPECT_EQ(Harness({"run", scenario, "--positions", File("game.sgf")}).code, 2);
  EXPECT_EQ(Harness({"run", scenario, "--profile"}).code, 2);
}

TEST_F(RunVerb, ABrokenLimitFailsTheRunAndStaysInTheReport) {
  const Answer answer = Run(R"({"seed/ane": {"peak_rss": "1MiB"}})");
  EXPECT_EQ(answer.code, 1) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("peak_rss of seed/ane"));
  const harness::Report report = harness::ReadJsonReport(File("report.json"));
  EXPECT_TRUE(std::ranges::any_of(report.checks, [](const harness::Check& check) {
    return check.status == harness::CheckStatus::kFail;
  }));
}

TEST_F(RunVerb, AStepOfCiIsToldWhatFailed) {
  const std::string summary = folder_.Write("summary.md", "before\n").string();
  setenv("GITHUB_ACTIONS", "true", 1);
  setenv("GITHUB_STEP_SUMMARY", summary.c_str(), 1);
  const Answer answer = Run(R"({"seed/ane": {"peak_rss": "1MiB", "steady_rss": "1MiB"}})");
  EXPECT_EQ(answer.code, 1) << answer.err;
  EXPECT_EQ(answer.err, "");
  EXPECT_THAT(answer.out, ContainsRegex("\n::error file=" + Scenario() +
                                        ",title=tiny%3A seed/ane::peak_rss of seed/ane: .*%25 of "
                                        "the limit.*%0Asteady_rss of seed/ane: .*\n"));
  EXPECT_THAT(answer.out, HasSubstr("\n::warning file="));
  const std::string text = converter::ReadWholeFile(summary, 1 << 20);
  EXPECT_THAT(text, ::testing::StartsWith("before\n"));
  EXPECT_THAT(text, HasSubstr("seed/ane"));
}

TEST_F(RunVerb, ASummaryThatCannotBeWrittenIsAWarning) {
  setenv("GITHUB_ACTIONS", "true", 1);
  setenv("GITHUB_STEP_SUMMARY", File("none/summary.md").c_str(), 1);
  const Answer answer = Harness({"run", Scenario(), "--quick", "--out", File("report.json")});
  EXPECT_EQ(answer.code, 0) << answer.out;
  EXPECT_THAT(answer.err, ::testing::StartsWith("warning: no summary is written to "));
  EXPECT_TRUE(std::filesystem::exists(File("report.json")));
}

TEST_F(RunVerb, OverridesAreTaken) {
  ASSERT_EQ(Harness({"synthesize", "b4c32", File("other.bin.gz")}).code, 0);
  const Answer answer =
      Harness({"run", Scenario(), "--model", File("other.bin.gz"), "--repeats", "1", "--filter",
               "seed", "--keep-artifacts", "--out", File("report.json")});
  ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
  const harness::Report report = harness::ReadJsonReport(File("report.json"));
  EXPECT_EQ(report.model->name, "b4c32");
  EXPECT_FALSE(report.model->synthetic);
  ASSERT_TRUE(report.model->layers.has_value());
  uint64_t parameters = 0;
  for (const harness::LayerFacts& layer : *report.model->layers) parameters += layer.parameters;
  EXPECT_EQ(parameters, report.model->parameters);
  ASSERT_EQ(report.runs.size(), 1U);
  EXPECT_EQ(report.runs[0].samples.size(), 1U);
  EXPECT_TRUE(std::filesystem::exists(File("report.artifacts/seed-ane.mlpackage/Manifest.json")));
  EXPECT_TRUE(std::filesystem::exists(File("report.artifacts/seed-ane.cases/cases.json")));
}

TEST_F(RunVerb, AModelThatCannotBeReadFailsBeforeAnythingRuns) {
  const std::string bad = folder_.Write("bad.bin.gz", "\x1f\x8bnonsense").string();
  const Answer answer = Harness({"run", Scenario(), "--model", bad, "--out", File("report.json")});
  EXPECT_EQ(answer.code, 2);
  EXPECT_THAT(answer.err, HasSubstr("bad.bin.gz"));
  EXPECT_FALSE(std::filesystem::exists(File("report.json")));
}

TEST_F(RunVerb, AProcessThatRunsTooLongIsAResult) {
  const std::string scenario = folder_
                                   .Write("slow.json", R"({"schema_version": 1, "name": "slow",
            "model": {"synthesize": "b2c16"}, "lever_sets": {"off": []}, "repeats": 1,
            "positions": {"random": 1}, "timeout": "1s",
            "settle": {"min": "30s", "max": "40s"}})")
                                   .string();
  const Answer answer = Harness({"run", scenario, "--out", File("report.json")});
  EXPECT_EQ(answer.code, 3) << answer.out << answer.err;
  const harness::Report report = harness::ReadJsonReport(File("report.json"));
  EXPECT_EQ(report.runs.at(0).samples.at(0).exit.status, "timeout");
}

TEST_F(RunVerb, ARecordedNetworkRunsOnRecordedPositions) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const Answer answer =
      Harness({"run", Scenario(), "--model", (fixtures / "nets/rand-b2c16-v11.bin.gz").string(),
               "--cases", (fixtures / "cases/rand-b2c16-v11").string(), "--repeats", "1", "--out",
               File("report.json")});
  ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
  EXPECT_EQ(harness::ReadJsonReport(File("report.json")).runs.at(0).error->positions, 3U);
}

}  // namespace
}  // namespace tidemark::testing
