#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/network/architecture.h"
#include "harness/engine/device.h"
#include "harness/scenario/limits.h"
#include "harness/scenario/plan.h"
#include "harness/scenario/scenario_reader.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::ReadStrictJson;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAreArray;

const std::filesystem::path kScenarios = std::filesystem::path(TIDEMARK_SOURCE_DIR) / "scenarios";

Json Schema() { return ReadStrictJson(kScenarios / "scenario.schema.json"); }

std::vector<std::string> KeysOf(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

void ExpectSameKeys(const Json& described, std::string_view path) {
  EXPECT_THAT(KeysOf(described.at("properties")), UnorderedElementsAreArray(ScenarioKeys(path)))
      << "object '" << path << "'";
  EXPECT_EQ(described.at("additionalProperties"), false) << "object '" << path << "'";
  for (const auto& [key, value] : described.at("properties").items()) {
    EXPECT_TRUE(value.contains("title")) << path << "." << key;
    EXPECT_TRUE(value.contains("description")) << path << "." << key;
  }
}

TEST(ScenarioSchema, HasTheParsersKeys) {
  const Json schema = Schema();
  EXPECT_EQ(schema.at("$schema"), "https://json-schema.org/draft/2020-12/schema");
  const Json& properties = schema.at("properties");
  ExpectSameKeys(schema, "");
  ExpectSameKeys(properties.at("model"), "model");
  ExpectSameKeys(properties.at("positions"), "positions");
  ExpectSameKeys(properties.at("settle"), "settle");
  ExpectSameKeys(properties.at("leaks").at("additionalProperties"), "leaks.*");
  ExpectSameKeys(properties.at("limits").at("additionalProperties"), "limits.*");
}

TEST(ScenarioSchema, HasTheParsersBoundsAndDefaults) {
  const Json schema = Schema();
  const Json& properties = schema.at("properties");
  const Scenario defaults;
  EXPECT_EQ(properties.at("schema_version").at("const"), kScenarioSchemaVersion);
  EXPECT_EQ(properties.at("repeats").at("maximum"), kMaxRepeats);
  EXPECT_EQ(properties.at("repeats").at("default"), defaults.repeats);
  EXPECT_EQ(properties.at("batch").at("maximum"), kMaxBatch);
  EXPECT_EQ(properties.at("batch").at("default"), defaults.batch);
  EXPECT_EQ(properties.at("warmup").at("maximum"), kMaxWarmup);
  EXPECT_EQ(properties.at("warmup").at("default"), defaults.warmup);
  EXPECT_EQ(properties.at("profile").at("default"), defaults.profile);
  EXPECT_EQ(properties.at("devices").at("default"), Json(defaults.devices));
  const Json& positions = properties.at("positions").at("properties");
  EXPECT_EQ(positions.at("random").at("maximum"), kMaxRandomPositions);
  EXPECT_EQ(positions.at("random").at("default"), defaults.positions.random);
  EXPECT_EQ(positions.at("every").at("maximum"), kMaxEvery);
  EXPECT_EQ(positions.at("every").at("default"), defaults.positions.every);
}

TEST(ScenarioSchema, ListsTheDevices) {
  EXPECT_EQ(Schema().at("properties").at("devices").at("items").at("items").at("enum"),
            Json::array({NameOf(Device::kAne), NameOf(Device::kGpu)}));
}

TEST(ScenarioSchema, ListsTheArchitectures) {
  std::vector<std::string> names;
  for (const auto& architecture : converter::Architectures()) names.emplace_back(architecture.name);
  EXPECT_EQ(Schema().at("properties").at("model").at("properties").at("synthesize").at("enum"),
            Json(names));
}

TEST(ScenarioSchema, WritesSizesAndNumbersAsTheParserReadsThem) {
  const Json schema = Schema();
  const Json& limits = schema.at("properties").at("limits").at("additionalProperties");
  for (const LimitInfo& info : LimitKinds()) {
    const Json& property = limits.at("properties").at(info.id);
    EXPECT_EQ(property.contains("$ref"), info.is_size()) << info.id;
    EXPECT_EQ(property.value("type", "") == "number", !info.is_size()) << info.id;
  }
}

TEST(ShippedScenarios, AllOfThemParse) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kScenarios)) {
    const std::string file = entry.path().filename().string();
    if (!file.ends_with(".json") || file.ends_with(".schema.json") || file == "gate.json") continue;
    const Scenario scenario = ReadScenario(entry.path());
    EXPECT_EQ(scenario.name + ".json", file);
    EXPECT_FALSE(MakePlan(scenario).baseline.empty()) << file;
    names.push_back(scenario.name);
  }
  std::sort(names.begin(), names.end());
  EXPECT_THAT(names, ElementsAre("b15c1024-conversion", "b18", "b18-conversion", "b18-levers",
                                 "b28", "b28-conversion", "b40", "b40-conversion", "b60-conversion",
                                 "control", "control-leak", "devices", "file", "smoke",
                                 "smoke-devices", "transformer"));
}

// The scenario that shows what levers do alone and on top of the others has each of them both ways.
TEST(ShippedScenarios, LeversAreTakenFromBothEnds) {
  const Scenario scenario = ReadScenario(kScenarios / "b18-levers.json");
  const auto has = [&](const LeverSet& levers) {
    return std::any_of(scenario.lever_sets.begin(), scenario.lever_sets.end(),
                       [&](const NamedLevers& set) { return set.levers == levers; });
  };
  EXPECT_TRUE(has(AllLevers()));
  for (const LeverInfo& info : Levers()) {
    LeverSet alone;
    alone.Add(info.lever);
    EXPECT_TRUE(has(alone)) << info.id;
    EXPECT_TRUE(has(AllWithout(info.lever))) << info.id;
  }
}

}  // namespace
}  // namespace tidemark::harness
