#include "harness/report/mergeable.h"

#include <string>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "harness/scenario/scenario_writer.h"

namespace tidemark::harness {
namespace {

using converter::Json;

class Comparison {
 public:
  Comparison(const NamedReport& first, const NamedReport& other) : first_(first), other_(other) {}

  // `remedy` says what would allow it, if anything does.
  void Require(const std::string& key, const std::string& first, const std::string& other,
               const std::string& remedy = "") const {
    if (first == other) return;
    const std::string allowed = remedy.empty() ? "" : "; " + remedy + " allows it";
    throw UsageError("cannot be merged with " + first_.name + ", where it is " +
                         converter::Quoted(first) + ", here " + converter::Quoted(other) + allowed,
                     {.file = other_.name, .key = key});
  }

  void Require(const std::string& key, const Fact& first, const Fact& other,
               const std::string& remedy) const {
    Require(key, first.value.value_or(first.reason), other.value.value_or(other.reason), remedy);
  }

 private:
  const NamedReport& first_;
  const NamedReport& other_;
};

// What has to be the same: not the number of repeats, nor where a model lies whose content is
// known.
Json ComparableScenario(Scenario scenario) {
  scenario.repeats = 1;
  if (!scenario.model.path.empty()) scenario.model.path = "model";
  return ScenarioToJson(scenario);
}

std::string TextAt(const Json& json, const std::string& key) {
  return json.contains(key) ? json.at(key).dump() : "left out";
}

void RequireSameScenario(const NamedReport& first, const NamedReport& other,
                         const Comparison& comparison) {
  const Json a = ComparableScenario(first.report.scenario);
  const Json b = ComparableScenario(other.report.scenario);
  for (const Json& json : {a, b}) {
    for (const auto& [key, value] : json.items()) {
      comparison.Require("scenario." + key, TextAt(a, key), TextAt(b, key));
    }
  }
  comparison.Require("quick", first.report.quick ? "true" : "false",
                     other.report.quick ? "true" : "false");
}

}  // namespace

void RequireMergeable(const NamedReport& first, const NamedReport& other,
                      const MergeOptions& options) {
  const Comparison comparison(first, other);
  RequireSameScenario(first, other, comparison);
  comparison.Require("model.content_sha256", ModelIdentityOf(first.report),
                     ModelIdentityOf(other.report));
  const Environment& a = first.report.environment;
  const Environment& b = other.report.environment;
  comparison.Require("environment.primary_metric", a.primary_metric, b.primary_metric);
  if (!options.across_hosts) {
    comparison.Require("environment.host_class", a.host_class, b.host_class, "--across-hosts");
  }
  if (options.across_builds) return;
  const std::string remedy = "--across-builds";
  comparison.Require("environment.tidemark_version", a.tidemark_version, b.tidemark_version,
                     remedy);
  comparison.Require("environment.git_commit", a.git_commit, b.git_commit, remedy);
  comparison.Require("environment.build_type", a.build_type, b.build_type, remedy);
  comparison.Require("environment.compiler", a.compiler, b.compiler, remedy);
  comparison.Require("environment.sanitized", a.sanitized ? "true" : "false",
                     b.sanitized ? "true" : "false", remedy);
}

}  // namespace tidemark::harness
