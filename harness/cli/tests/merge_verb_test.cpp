#include <algorithm>
#include <filesystem>
#include <stdlib.h>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"
#include "harness/report/json_report.h"

namespace tidemark::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class MergeVerb : public ::testing::Test {
 protected:
  void SetUp() override {
    setenv("TIDEMARK_CACHE", File("cache").c_str(), 1);
    unsetenv("GITHUB_ACTIONS");
    scenario_ = folder_
                    .Write("tiny.json", R"({"schema_version": 1, "name": "tiny",
          "model": {"synthesize": "b2c16"}, "board": "9x9",
          "lever_sets": {"off": [], "seed": ["weight_views", "stream_gzip", "release_weights"]},
          "repeats": 2, "positions": {"random": 2}, "timeout": "60s",
          "settle": {"min": "0.05s", "max": "0.2s"},
          "limits": {"off/ane": {"peak_rss": "512MiB"}, "seed/ane": {"winrate_max": 0.5}}})")
                    .string();
  }
  void TearDown() override { unsetenv("TIDEMARK_CACHE"); }

  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }
  Answer Run(const std::vector<std::string>& options, const std::string& out) const {
    std::vector<std::string> words = {"run", scenario_, "--out", File(out)};
    words.insert(words.end(), options.begin(), options.end());
    return Harness(words);
  }
  harness::Report Read(const std::string& name) const {
    return harness::ReadJsonReport(File(name));
  }

  TempDir folder_;
  std::string scenario_;
};

std::vector<std::string> OutlineOf(const harness::Report& report) {
  std::vector<std::string> outline;
  for (const harness::RunRecord& run : report.runs) {
    outline.push_back(run.id + " " + std::to_string(run.samples.size()) + " " +
                      run.artifact.value_or(harness::Artifact{}).weight_bin_sha256);
  }
  for (const harness::Effect& effect : report.effects) {
    outline.push_back(effect.set + " " + effect.phase.value_or("life"));
  }
  for (const harness::Check& check : report.checks) {
    outline.push_back(check.name + " " + std::string(harness::NameOf(check.status)));
  }
  return outline;
}

TEST_F(MergeVerb, ShardsMakeWhatOneRunMakes) {
  ASSERT_EQ(Run({}, "whole.json").code, 0);
  const Answer first = Run({"--shard", "1/3"}, "1.json");
  ASSERT_EQ(first.code, 0) << first.out << first.err;
  EXPECT_THAT(first.out, HasSubstr("shard 1/3 has 1 of 2 cells"));
  ASSERT_EQ(Run({"--shard", "2/3"}, "2.json").code, 0);
  EXPECT_EQ(Read("2.json").shard, (harness::Shard{.index = 2, .count = 3}));
  EXPECT_EQ(Read("2.json").runs.at(0).id, "seed/ane");
  EXPECT_FALSE(Read("whole.json").shard.has_value());

  // There are more shards than lever sets: the third measures nothing, and says so.
  const Answer surplus = Run({"--shard", "3/3"}, "3.json");
  EXPECT_EQ(surplus.code, 3) << surplus.err;
  EXPECT_THAT(surplus.out, HasSubstr("0 of 2 cells"));
  EXPECT_TRUE(Read("3.json").runs.empty());
#ifdef __linux__
  EXPECT_TRUE(Read("3.json").floor.peak_rss_bytes.has_value());
#endif

  const Answer merged = Harness(
      {"merge", File("3.json"), File("1.json"), File("2.json"), "--out", File("merged.json")});
  ASSERT_EQ(merged.code, 0) << merged.out << merged.err;
  EXPECT_THAT(merged.out, HasSubstr("report: " + File("merged.json")));
  EXPECT_EQ(merged.err, "");
  const harness::Report report = Read("merged.json");
  EXPECT_EQ(OutlineOf(report), OutlineOf(Read("whole.json")));
  EXPECT_EQ(report.scenario, Read("whole.json").scenario);
  EXPECT_FALSE(report.shard.has_value());

  const Answer missing =
      Harness({"merge", File("1.json"), File("3.json"), "--out", File("none.json")});
  EXPECT_EQ(missing.code, 2);
  EXPECT_THAT(missing.err, StartsWith("harness: missing shards: 2/3"));
  EXPECT_FALSE(std::filesystem::exists(File("none.json")));
  const Answer partial =
      Harness({"merge", File("1.json"), "--partial", "--out", File("partial.json")});
  EXPECT_EQ(partial.code, 1);
  EXPECT_THAT(partial.out, HasSubstr("FAIL every shard is there"));
  EXPECT_EQ(Harness({"merge", File("3.json"), "--partial", "--out", File("p.json")}).code, 3);
}

TEST_F(MergeVerb, RunsOfOneRepeatEachMakeOneOfMany) {
  ASSERT_EQ(Run({"--repeats", "1"}, "base-1.json").code, 0);
  ASSERT_EQ(Run({"--repeats", "2"}, "base-2.json").code, 0);
  const std::vector<std::string> there = {"merge", File("base-1.json"), File("base-2.json"),
                                          "--out", File("base.json")};
  const std::vector<std::string> back = {"merge", File("base-2.json"), File("base-1.json"), "--out",
                                         File("back.json")};
  ASSERT_EQ(Harness(there).code, 0);
  ASSERT_EQ(Harness(back).code, 0);
  const harness::Report report = Read("base.json");
  EXPECT_EQ(report.scenario.repeats, 3);
  EXPECT_EQ(report.runs.at(1).samples.size(), 3U);
  EXPECT_TRUE(report.runs.at(1).error.has_value()) << report.runs.at(1).error_reason;
  EXPECT_EQ(harness::ReportToJson(report), harness::ReportToJson(Read("back.json")));

  const Answer again =
      Harness({"merge", File("base.json"), File("base-1.json"), "--out", File("twice.json")});
  EXPECT_EQ(again.code, 2);
  EXPECT_THAT(again.err, HasSubstr("merge each report once"));
  const Answer over =
      Harness({"merge", File("base-1.json"), File("base-2.json"), "--out", File("base-1.json")});
  EXPECT_EQ(over.code, 2);
  EXPECT_THAT(over.err, HasSubstr("is one of the reports to merge"));
  EXPECT_EQ(Read("base-1.json").scenario.repeats, 1);
}

TEST_F(MergeVerb, BadShardsAndFilesAreOneLineEach) {
  for (const char* shard : {"0/2", "3/2", "1", "1/"}) {
    const Answer answer = Run({"--shard", shard}, "none.json");
    EXPECT_EQ(answer.code, 2) << shard;
    EXPECT_THAT(answer.err, StartsWith("harness: --shard"));
  }
  EXPECT_FALSE(std::filesystem::exists(File("none.json")));
  const Answer missing = Harness({"merge", File("nowhere.json"), "--out", File("none.json")});
  EXPECT_EQ(missing.code, 2);
  EXPECT_THAT(missing.err, HasSubstr("nowhere.json"));
  EXPECT_EQ(Harness({"merge", scenario_, "--out", File("none.json")}).code, 2);
  EXPECT_EQ(Harness({"merge", "--out", File("none.json")}).code, 2);
}

TEST_F(MergeVerb, ValidateShowsAShard) {
  const Answer answer = Harness({"validate", scenario_, "--shard", "2/2", "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.Json()["cells"].size(), 1U);
  EXPECT_EQ(answer.Json()["cells"][0]["id"], "seed/ane");
  EXPECT_EQ(Harness({"validate", scenario_, "--shard", "5/5"}).code, 0);
}

}  // namespace
}  // namespace tidemark::testing
