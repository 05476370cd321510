#include "harness/gate/policy.h"

#include <array>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/json_value.h"
#include "converter/io/strict_json.h"
#include "harness/measure/metric.h"
#include "harness/scenario/limit_reader.h"
#include "harness/scenario/quantities.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::JsonObject;
using converter::JsonValue;

constexpr auto kPolicyKeys = std::to_array<std::string_view>(
    {"$schema", "schema_version", "description", "metrics", "min_samples", "drift_percent",
     "savings_percent", "artifacts", "error_percent", "budgets"});
constexpr auto kRuleKeys = std::to_array<std::string_view>({"percent", "floor", "sigmas"});

constexpr double kMostPercent = 1000;
constexpr double kMostSigmas = 100;
constexpr int kMostSamples = 1000;

double ReadNumber(const JsonValue& value, double max) {
  const double number = value.Number();
  if (number < 0 || number > max) {
    value.Fail("expected a number from 0 to " + std::to_string(static_cast<int>(max)));
  }
  return number;
}

uint64_t ReadSize(const JsonValue& value) {
  if (!value.IsString()) value.Fail("expected a size with a unit, as in \"512KiB\"");
  return At(value, [&] { return ParseSize(value.String()); });
}

std::vector<MetricRule> ReadRules(const JsonValue& value) {
  std::vector<MetricRule> rules;
  for (const auto& [id, rule] : value.Members()) {
    At(rule, [&id = id] { FindLifeMetric(id); });
    const JsonObject object = rule.Object(kRuleKeys);
    MetricRule& entry = rules.emplace_back(MetricRule{.metric = id});
    if (const auto percent = object.Find("percent")) {
      entry.percent = ReadNumber(*percent, kMostPercent);
    }
    if (const auto floor = object.Find("floor")) entry.floor_bytes = ReadSize(*floor);
    if (const auto sigmas = object.Find("sigmas")) entry.sigmas = ReadNumber(*sigmas, kMostSigmas);
  }
  if (rules.empty()) value.Fail("expected at least one figure to gate");
  return rules;
}

bool ReadArtifacts(const JsonValue& value) {
  if (value.String() != "identical" && value.String() != "may_differ") {
    value.Fail("expected \"identical\" or \"may_differ\"");
  }
  return value.String() == "identical";
}

std::vector<CellLimits> ReadBudgets(const JsonValue& value) {
  std::vector<CellLimits> budgets;
  for (const auto& [cell, limits] : value.Members()) {
    CellLimits& entry = budgets.emplace_back(CellLimits{.cell = cell});
    for (const auto& [id, limit] : limits.Members()) {
      entry.limits.push_back(ReadLimit(id, limit));
    }
  }
  return budgets;
}

Policy Read(const Json& json, const std::string& file) {
  const JsonObject object = JsonValue(json, file).Object(kPolicyKeys);
  const JsonValue version = object.At("schema_version");
  if (version.Integer(0, 1'000'000) != kPolicySchemaVersion) {
    version.Fail("this program reads schema_version " + std::to_string(kPolicySchemaVersion) +
                 " only");
  }
  if (const auto schema = object.Find("$schema")) schema->String();
  if (const auto text = object.Find("description")) text->String();
  Policy policy;
  if (const auto metrics = object.Find("metrics")) policy.metrics = ReadRules(*metrics);
  if (const auto samples = object.Find("min_samples")) {
    policy.min_samples = static_cast<size_t>(samples->Integer(1, kMostSamples));
  }
  const auto percent = [&object](std::string_view key, double& field) {
    if (const auto value = object.Find(key)) field = ReadNumber(*value, kMostPercent);
  };
  percent("drift_percent", policy.drift_percent);
  percent("savings_percent", policy.savings_percent);
  percent("error_percent", policy.error_percent);
  if (const auto artifacts = object.Find("artifacts")) {
    policy.identical_artifacts = ReadArtifacts(*artifacts);
  }
  if (const auto budgets = object.Find("budgets")) policy.budgets = ReadBudgets(*budgets);
  return policy;
}

}  // namespace

Policy ReadPolicy(const std::filesystem::path& file) {
  return Read(converter::ReadStrictJson(file), file.string());
}

Policy ParsePolicy(std::string_view text, const std::string& file) {
  return Read(converter::ParseStrictJson(text, file), file);
}

std::vector<std::string> PolicyKeys(std::string_view path) {
  if (path.empty()) return {kPolicyKeys.begin(), kPolicyKeys.end()};
  return {kRuleKeys.begin(), kRuleKeys.end()};
}

}  // namespace tidemark::harness
