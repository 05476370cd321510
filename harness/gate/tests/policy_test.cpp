#include "harness/gate/policy.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/strict_json.h"
#include "harness/measure/metric.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::ReadStrictJson;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using ::testing::UnorderedElementsAreArray;

const std::filesystem::path kScenarios = std::filesystem::path(TIDEMARK_SOURCE_DIR) / "scenarios";

std::vector<std::string> KeysOf(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

TEST(Policy, TheShippedOneIsTheDefault) {
  EXPECT_EQ(ReadPolicy(kScenarios / "gate.json"), Policy());
}

TEST(Policy, WhatIsLeftOutHasItsDefault) {
  const Policy policy = ParsePolicy(
      R"({"schema_version": 1, "metrics": {"peak_rss": {"percent": 1.5}}, "artifacts": "may_differ",
          "budgets": {"all/ane": {"peak_rss": "60MiB"}}})",
      "p.json");
  const std::vector<MetricRule> rules = {{.metric = "peak_rss", .percent = 1.5}};
  EXPECT_EQ(policy.metrics, rules);
  EXPECT_FALSE(policy.identical_artifacts);
  EXPECT_EQ(policy.min_samples, 3u);
  ASSERT_EQ(policy.budgets.size(), 1u);
  EXPECT_EQ(policy.budgets[0].limits[0].value, 60.0 * (1 << 20));
}

struct BadPolicy {
  const char* text;
  const char* message;
};

TEST(Policy, BadOnesAreRefusedWithThePlace) {
  const std::vector<BadPolicy> bad_policies = {
      {R"({})", "schema_version"},
      {R"({"schema_version": 2})", "1 only"},
      {R"({"schema_version": 1, "metric": {}})", "metric"},
      {R"({"schema_version": 1, "metrics": {}})", "at least one figure"},
      {R"({"schema_version": 1, "metrics": {"peak": {}}})", "known are peak_rss"},
      {R"({"schema_version": 1, "metrics": {"peak_rss": {"percent": -1}}})",
       "metrics.peak_rss.percent"},
      {R"({"schema_version": 1, "metrics": {"peak_rss": {"floor": 5}}})", "with a unit"},
      {R"({"schema_version": 1, "min_samples": 0})", "min_samples"},
      {R"({"schema_version": 1, "artifacts": "same"})", "may_differ"},
      {R"({"schema_version": 1, "budgets": {"a/ane": {"peak": "1MiB"}}})", "unknown limit"}};
  for (const BadPolicy& bad : bad_policies) {
    EXPECT_THAT(
        [&] { ParsePolicy(bad.text, "p.json"); },
        ThrowsMessage<FormatError>(::testing::AllOf(HasSubstr("p.json"), HasSubstr(bad.message))))
        << bad.text;
  }
}

TEST(PolicySchema, HasTheParsersKeysAndDefaults) {
  const Json schema = ReadStrictJson(kScenarios / "gate.schema.json");
  const Json& properties = schema.at("properties");
  EXPECT_THAT(KeysOf(properties), UnorderedElementsAreArray(PolicyKeys("")));
  EXPECT_EQ(schema.at("additionalProperties"), false);
  const Json& rule = properties.at("metrics").at("additionalProperties");
  EXPECT_THAT(KeysOf(rule.at("properties")), UnorderedElementsAreArray(PolicyKeys("metrics.*")));
  EXPECT_EQ(rule.at("additionalProperties"), false);
  std::vector<std::string> metrics;
  for (const LifeMetric& metric : LifeMetrics()) metrics.emplace_back(metric.id);
  EXPECT_EQ(properties.at("metrics").at("propertyNames").at("enum"), Json(metrics));
  const Policy defaults;
  EXPECT_EQ(properties.at("min_samples").at("default"), defaults.min_samples);
  EXPECT_EQ(properties.at("drift_percent").at("default"), defaults.drift_percent);
  EXPECT_EQ(properties.at("savings_percent").at("default"), defaults.savings_percent);
  EXPECT_EQ(properties.at("error_percent").at("default"), defaults.error_percent);
}

}  // namespace
}  // namespace tidemark::harness
