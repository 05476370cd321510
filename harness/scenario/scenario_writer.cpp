#include "harness/scenario/scenario_writer.h"

#include <string>

#include <nlohmann/json.hpp>

#include "harness/scenario/names.h"
#include "harness/scenario/quantities.h"

namespace tidemark::harness {
namespace {

using converter::Json;

Json ModelToJson(const ModelSource& model) {
  Json json = Json::object();
  if (model.synthesize.empty()) {
    json["path"] = model.path.generic_string();
    return json;
  }
  json["synthesize"] = model.synthesize;
  if (model.version.has_value()) json["version"] = *model.version;
  json["seed"] = model.seed;
  if (model.activation.has_value()) json["activation"] = NameOf(*model.activation);
  return json;
}

Json PositionsToJson(const PositionSource& positions) {
  Json json = Json::object();
  if (positions.is_random()) json["random"] = positions.random;
  for (const std::filesystem::path& file : positions.sgf) {
    json["sgf"].push_back(file.generic_string());
  }
  if (!positions.jsonl.empty()) json["jsonl"] = positions.jsonl.generic_string();
  if (!positions.files().empty()) json["every"] = positions.every;
  if (!positions.cases.empty()) json["cases"] = positions.cases.generic_string();
  return json;
}

Json LimitsToJson(const std::vector<CellLimits>& cells) {
  Json json = Json::object();
  for (const CellLimits& cell : cells) {
    Json& limits = json[cell.cell] = Json::object();
    for (const Limit& limit : cell.limits) {
      if (FindLimit(limit.id).is_size()) {
        limits[limit.id] = FormatSize(static_cast<uint64_t>(limit.value));
      } else {
        limits[limit.id] = limit.value;
      }
    }
  }
  return json;
}

}  // namespace

Json ScenarioToJson(const Scenario& scenario) {
  Json json = Json::object();
  json["schema_version"] = kScenarioSchemaVersion;
  json["name"] = scenario.name;
  if (!scenario.description.empty()) json["description"] = scenario.description;
  if (!scenario.command.empty()) {
    json["lifecycle"] = "command";
    json["command"] = scenario.command;
    json["repeats"] = scenario.repeats;
    json["warmup"] = scenario.warmup;
    json["timeout"] = FormatDuration(scenario.timeout_s);
    return json;
  }
  json["model"] = ModelToJson(scenario.model);
  json["board"] = FormatBoard({scenario.board_x, scenario.board_y});
  json["precision"] = NameOf(scenario.precision);
  if (scenario.gpu_precision != Scenario{}.gpu_precision) {
    json["gpu_precision"] = NameOf(scenario.gpu_precision);
  }
  json["batch"] = scenario.batch;
  json["lifecycle"] = scenario.conversion_only ? "conversion" : "engine";
  if (!scenario.conversion_only) json["devices"] = scenario.devices;
  Json& sets = json["lever_sets"] = Json::object();
  for (const NamedLevers& set : scenario.lever_sets) sets[set.name] = set.levers.ids();
  json["repeats"] = scenario.repeats;
  if (!scenario.conversion_only) {
    json["positions"] = PositionsToJson(scenario.positions);
    json["warmup"] = scenario.warmup;
  }
  if (scenario.profile) json["profile"] = true;
  json["timeout"] = FormatDuration(scenario.timeout_s);
  json["settle"] = {{"min", FormatDuration(scenario.settle.min_s)},
                    {"max", FormatDuration(scenario.settle.max_s)}};
  for (const NamedLevers& set : scenario.lever_sets) {
    if (!set.leak.has_value()) continue;
    json["leaks"][set.name] = {{"phase", set.leak->phase}, {"size", FormatSize(set.leak->bytes)}};
  }
  json["limits"] = LimitsToJson(scenario.limits);
  return json;
}

}  // namespace tidemark::harness
