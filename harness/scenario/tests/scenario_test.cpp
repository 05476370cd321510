#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/testing/temp_dir.h"
#include "harness/scenario/scenario_reader.h"
#include "harness/scenario/scenario_writer.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::JsonValue;
using ::testing::ElementsAre;

constexpr char kSmallest[] = R"({
  "schema_version": 1, "name": "small", "model": {"path": "net.bin.gz"},
  "lever_sets": {"off": []}})";

constexpr char kFull[] = R"({
  "$schema": "scenario.schema.json",
  "schema_version": 1, "name": "full", "description": "Everything.",
  "model": {"synthesize": "b18c384nbt", "version": 14, "seed": 18446744073709551615,
            "activation": "relu"},
  "board": "13x9", "precision": "fp32", "batch": 4, "devices": [["ane"]],
  "lever_sets": {"zero": "none", "views": ["weight_views"], "all": "seed"},
  "repeats": 3, "positions": {"sgf": ["a.sgf", "b/c.sgf"], "every": 12}, "warmup": 0,
  "profile": true, "timeout": "2m",
  "settle": {"min": "250ms", "max": "1s"},
  "limits": {"all/ane": {"peak_rss": "140MiB", "winrate_max": 0.01,
                         "growth_per_evaluation": "1KiB", "saves_steady_rss": "2MiB"}},
  "leaks": {"views": {"phase": "convert", "size": "3MiB"}}})";

TEST(Scenario, LeftOutKeysHaveTheDocumentedDefaults) {
  const Scenario scenario = ParseScenario(kSmallest, "s.json", "");
  EXPECT_EQ(scenario.name, "small");
  EXPECT_EQ(scenario.board_x, 19);
  EXPECT_EQ(scenario.board_y, 19);
  EXPECT_EQ(scenario.precision, converter::Precision::kFloat16);
  EXPECT_EQ(scenario.batch, 1);
  EXPECT_THAT(scenario.devices, ElementsAre(ElementsAre("ane")));
  EXPECT_EQ(scenario.repeats, 5);
  EXPECT_EQ(scenario.positions, (PositionSource{.random = 8}));
  EXPECT_TRUE(scenario.positions.is_random());
  EXPECT_EQ(scenario.warmup, 1);
  EXPECT_FALSE(scenario.profile);
  EXPECT_EQ(scenario.timeout_s, 120);
  EXPECT_EQ(scenario.settle, (Settle{.min_s = 0.5, .max_s = 5}));
  EXPECT_TRUE(scenario.limits.empty());
}

TEST(Scenario, ReadsEveryKey) {
  const Scenario scenario = ParseScenario(kFull, "s.json", "");
  EXPECT_EQ(scenario.description, "Everything.");
  EXPECT_EQ(scenario.model.synthesize, "b18c384nbt");
  EXPECT_EQ(scenario.model.version, 14);
  EXPECT_EQ(scenario.model.seed, 18446744073709551615u);
  EXPECT_EQ(scenario.model.activation, converter::ActivationKind::kRelu);
  EXPECT_EQ(scenario.board_x, 13);
  EXPECT_EQ(scenario.board_y, 9);
  EXPECT_EQ(scenario.precision, converter::Precision::kFloat32);
  EXPECT_EQ(scenario.batch, 4);
  ASSERT_EQ(scenario.lever_sets.size(), 3u);
  EXPECT_EQ(scenario.lever_sets[0].name, "zero");
  EXPECT_TRUE(scenario.lever_sets[0].levers.empty());
  EXPECT_THAT(scenario.lever_sets[1].levers.ids(), ElementsAre("weight_views"));
  EXPECT_EQ(scenario.lever_sets[2].levers, SeedLevers());
  EXPECT_EQ(scenario.repeats, 3);
  EXPECT_THAT(scenario.positions.sgf, ElementsAre("a.sgf", "b/c.sgf"));
  EXPECT_THAT(scenario.positions.files(), ElementsAre("a.sgf", "b/c.sgf"));
  EXPECT_EQ(scenario.positions.every, 12);
  EXPECT_FALSE(scenario.positions.is_random());
  EXPECT_EQ(scenario.warmup, 0);
  EXPECT_TRUE(scenario.profile);
  EXPECT_EQ(scenario.timeout_s, 120);
  EXPECT_EQ(scenario.settle, (Settle{.min_s = 0.25, .max_s = 1}));
  ASSERT_EQ(scenario.limits.size(), 1u);
  EXPECT_EQ(scenario.limits[0].cell, "all/ane");
  EXPECT_THAT(
      scenario.limits[0].limits,
      ElementsAre(Limit{"peak_rss", 146'800'640}, Limit{"winrate_max", 0.01},
                  Limit{"growth_per_evaluation", 1024}, Limit{"saves_steady_rss", 2'097'152}));
  EXPECT_FALSE(scenario.lever_sets[0].leak.has_value());
  EXPECT_EQ(scenario.lever_sets[1].leak, (Leak{.phase = "convert", .bytes = 3 << 20}));
}

TEST(Scenario, NormalFormReadsBackTheSame) {
  for (const char* text : {kSmallest, kFull}) {
    const Scenario scenario = ParseScenario(text, "s.json", "/nets");
    const Json normal = ScenarioToJson(scenario);
    EXPECT_EQ(RecordedScenario(JsonValue(normal, "r.json")), scenario) << normal.dump(2);
  }
}

TEST(Scenario, NormalFormStatesTheDefaults) {
  EXPECT_EQ(ScenarioToJson(ParseScenario(kSmallest, "s.json", "nets")).dump(),
            R"({"schema_version":1,"name":"small","model":{"path":"nets/net.bin.gz"},)"
            R"("board":"19x19","precision":"fp16","batch":1,"lifecycle":"engine",)"
            R"("devices":[["ane"]],)"
            R"("lever_sets":{"off":[]},"repeats":5,"positions":{"random":8},"warmup":1,)"
            R"("timeout":"120s","settle":{"min":"0.5s","max":"5s"},"limits":{}})");
}

TEST(Scenario, PathsCountFromTheFile) {
  const tidemark::testing::TempDir folder;
  std::filesystem::create_directory(folder.path() / "deep");
  const auto file = folder.Write("deep/s.json", R"({
    "schema_version": 1, "name": "paths", "model": {"path": "../net.bin"},
    "lever_sets": {"off": []}, "positions": {"cases": "/abs/cases"}})");
  const Scenario scenario = ReadScenario(file);
  EXPECT_EQ(scenario.model.path, folder.path() / "deep/../net.bin");
  EXPECT_EQ(scenario.positions.cases, "/abs/cases");
}

TEST(Scenario, BaselineIsTheFirstSetWithoutLevers) {
  Scenario scenario = ParseScenario(kFull, "s.json", "");
  ASSERT_NE(BaselineOf(scenario), nullptr);
  EXPECT_EQ(BaselineOf(scenario)->name, "zero");
  scenario.lever_sets.erase(scenario.lever_sets.begin());
  EXPECT_EQ(BaselineOf(scenario), nullptr);
}

}  // namespace
}  // namespace tidemark::harness
