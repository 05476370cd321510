#include "harness/scenario/scenario_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/json_value.h"
#include "converter/io/printable_text.h"
#include "converter/network/architecture.h"
#include "harness/engine/device.h"
#include "harness/scenario/limit_reader.h"
#include "harness/scenario/names.h"
#include "harness/scenario/quantities.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::JsonObject;
using converter::JsonValue;
using converter::ParseStrictJson;
using converter::Quoted;
using converter::ReadStrictJson;

constexpr std::array<std::string_view, 21> kScenarioKeys = {
    "$schema",    "schema_version", "name",      "description", "model",   "board",
    "precision",  "gpu_precision",  "batch",     "lifecycle",   "command", "devices",
    "lever_sets", "repeats",        "positions", "warmup",      "profile", "timeout",
    "settle",     "limits",         "leaks"};
// What a converter alone has no use for.
constexpr std::array<std::string_view, 5> kEngineKeys = {"devices", "positions", "warmup",
                                                         "gpu_precision", "profile"};
// What an external command has no use for.
constexpr std::array<std::string_view, 12> kOwnKeys = {
    "model",     "board",  "precision", "batch", "devices",       "lever_sets",
    "positions", "settle", "limits",    "leaks", "gpu_precision", "profile"};
constexpr std::array<std::string_view, 5> kModelKeys = {"path", "synthesize", "version", "seed",
                                                        "activation"};
constexpr std::array<std::string_view, 5> kPositionsKeys = {"sgf", "jsonl", "every", "cases",
                                                            "random"};
constexpr std::array<std::string_view, 2> kLeakKeys = {"phase", "size"};
constexpr std::array<std::string_view, 2> kSettleKeys = {"min", "max"};

constexpr double kShortestTimeout = 0.1;
constexpr double kLongestSettle = 600;

double ReadDuration(const JsonValue& value, double min, double max) {
  if (!value.IsString()) value.Fail("expected a time with a unit, as in \"0.5s\"");
  const double seconds = At(value, [&] { return ParseDuration(value.String()); });
  if (seconds < min || seconds > max) {
    value.Fail("expected a time from " + FormatDuration(min) + " to " + FormatDuration(max) +
               ", found \"" + value.String() + "\"");
  }
  return seconds;
}

std::filesystem::path ReadPath(const JsonValue& value, const std::filesystem::path& folder) {
  if (value.String().empty()) value.Fail("expected a path, found an empty text");
  if (value.String().find('\0') != std::string::npos) {
    value.Fail("expected a path, found " + converter::Quoted(value.String()));
  }
  return folder / value.String();
}

ModelSource ReadModel(const JsonValue& value, const std::filesystem::path& folder) {
  const JsonObject object = value.Object(kModelKeys);
  ModelSource model;
  if (const auto path = object.Find("path")) {
    for (const std::string_view key : kModelKeys) {
      if (key == "path" || !object.Find(key)) continue;
      value.Fail(std::string(key) + " does not go with path");
    }
    model.path = ReadPath(*path, folder);
    return model;
  }
  const auto name = object.Find("synthesize");
  if (!name) value.Fail("either \"path\" or \"synthesize\" is needed");
  model.synthesize = name->String();
  if (const auto version = object.Find("version")) {
    model.version =
        static_cast<int>(version->Integer(converter::kOldestVersion, converter::kNewestVersion));
  }
  if (const auto seed = object.Find("seed")) model.seed = seed->Unsigned();
  if (const auto activation = object.Find("activation")) {
    model.activation = At(*activation, [&] { return ParseActivation(activation->String()); });
  }
  const converter::Architecture& architecture = At(
      *name, [&]() -> const auto& { return converter::FindArchitecture(model.synthesize); });
  At(value, [&] {
    converter::SynthesisOptions options;
    options.version = model.version;
    options.activation = model.activation;
    return converter::DescribeArchitecture(architecture, options);
  });
  return model;
}

std::vector<std::vector<std::string>> ReadDevices(const JsonValue& value) {
  std::vector<std::vector<std::string>> engines;
  for (const JsonValue& engine : value.Items()) {
    std::vector<std::string> devices;
    for (const JsonValue& device : engine.Items()) {
      At(device, [&] { return ParseDevice(device.String()); });
      if (std::find(devices.begin(), devices.end(), device.String()) != devices.end()) {
        device.Fail("the device \"" + device.String() + "\" stands twice");
      }
      devices.push_back(device.String());
    }
    if (devices.empty()) engine.Fail("expected at least one device");
    if (std::find(engines.begin(), engines.end(), devices) != engines.end()) {
      engine.Fail("the list \"" + JoinDevices(devices) + "\" stands twice");
    }
    engines.push_back(std::move(devices));
  }
  if (engines.empty()) value.Fail("expected at least one list of devices");
  return engines;
}

LeverSet ReadLevers(const JsonValue& value) {
  std::vector<std::string> ids;
  if (value.IsString()) {
    if (value.String() != "none" && value.String() != "seed" && value.String() != "all") {
      value.Fail("expected a list of lever ids, or \"none\", \"seed\" or \"all\"");
    }
    ids.push_back(value.String());
  } else {
    for (const JsonValue& id : value.Items()) {
      if (std::find(ids.begin(), ids.end(), id.String()) != ids.end()) {
        id.Fail("the lever " + converter::Quoted(id.String()) + " stands twice");
      }
      ids.push_back(id.String());
    }
  }
  return At(value, [&] { return ParseLevers(ids, value.path()); });
}

std::vector<NamedLevers> ReadLeverSets(const JsonValue& value) {
  std::vector<NamedLevers> sets;
  for (const auto& member : value.Members()) {
    const std::string& name = member.first;
    const JsonValue& levers = member.second;
    At(levers, [&] { CheckName(name); });
    sets.push_back({.name = name, .levers = ReadLevers(levers)});
    if (name == "off" && !sets.back().levers.empty()) {
      levers.Fail("the lever set \"off\" is the baseline: it can have no levers");
    }
  }
  if (sets.empty()) value.Fail("expected at least one lever set");
  return sets;
}

PositionSource ReadPositions(const JsonValue& value, const std::filesystem::path& folder) {
  const JsonObject object = value.Object(kPositionsKeys);
  PositionSource positions;
  const auto sgf = object.Find("sgf");
  const auto jsonl = object.Find("jsonl");
  const auto cases = object.Find("cases");
  const auto random = object.Find("random");
  if (sgf.has_value() + jsonl.has_value() + cases.has_value() + random.has_value() != 1) {
    value.Fail("exactly one of \"sgf\", \"jsonl\", \"cases\" and \"random\" is needed");
  }
  if (sgf) {
    for (const JsonValue& file : sgf->Items()) positions.sgf.push_back(ReadPath(file, folder));
    if (positions.sgf.empty()) sgf->Fail("expected at least one game");
  }
  if (jsonl) positions.jsonl = ReadPath(*jsonl, folder);
  if (cases) positions.cases = ReadPath(*cases, folder);
  if (random) positions.random = static_cast<int>(random->Integer(1, kMaxRandomPositions));
  if (const auto every = object.Find("every")) {
    if (positions.files().empty()) every->Fail("\"every\" goes with \"sgf\" and \"jsonl\" only");
    positions.every = static_cast<int>(every->Integer(1, kMaxEvery));
  }
  return positions;
}

Settle ReadSettle(const JsonValue& value) {
  const JsonObject object = value.Object(kSettleKeys);
  Settle settle;
  if (const auto min = object.Find("min")) settle.min_s = ReadDuration(*min, 0, kLongestSettle);
  if (const auto max = object.Find("max")) settle.max_s = ReadDuration(*max, 0, kLongestSettle);
  if (settle.min_s > settle.max_s) {
    value.Fail("\"min\" (" + FormatDuration(settle.min_s) + ") is more than \"max\" (" +
               FormatDuration(settle.max_s) + ")");
  }
  return settle;
}

// A saving is against the set without levers, and of another one.
void CheckSaving(const Scenario& scenario, const std::string& cell, const LimitInfo& info,
                 const JsonValue& limit) {
  if (!info.is_saving()) return;
  const NamedLevers* const baseline = BaselineOf(scenario);
  if (baseline == nullptr) limit.Fail("there is no lever set without levers to save against");
  if (cell.starts_with(baseline->name + "/")) limit.Fail("the baseline itself saves nothing");
}

std::vector<CellLimits> ReadLimits(const JsonValue& value, const Scenario& scenario) {
  std::vector<std::string> cells;
  std::string known;
  for (const NamedLevers& set : scenario.lever_sets) {
    for (const auto& devices : scenario.devices) {
      cells.push_back(CellId(set, devices));
      known += (known.empty() ? "" : ", ") + cells.back();
    }
  }
  std::vector<CellLimits> result;
  for (const auto& [cell, limits] : value.Members()) {
    if (std::find(cells.begin(), cells.end(), cell) == cells.end()) {
      limits.Fail("there is no cell " + converter::Quoted(cell) + "; this scenario has " + known);
    }
    CellLimits& entry = result.emplace_back();
    entry.cell = cell;
    for (const auto& [id, limit] : limits.Members()) {
      entry.limits.push_back(ReadLimit(id, limit));
      if (scenario.conversion_only && FindLimit(id).needs_evaluations()) {
        limit.Fail("nothing is evaluated in the lifecycle \"conversion\"");
      }
      CheckSaving(scenario, cell, FindLimit(id), limit);
    }
  }
  return result;
}

Leak ReadLeak(const JsonValue& value, bool conversion_only) {
  const JsonObject object = value.Object(kLeakKeys);
  const JsonValue phase = object.At("phase");
  std::string known;
  for (const std::string_view name : PhasesOf(conversion_only)) {
    known += (known.empty() ? "" : ", ") + std::string(name);
    if (name != phase.String()) continue;
    const JsonValue size = object.At("size");
    if (!size.IsString()) size.Fail("expected a size with a unit, as in \"2MiB\"");
    const uint64_t bytes = At(size, [&] { return ParseSize(size.String()); });
    if (bytes == 0 || bytes > kMaxLeakBytes) {
      size.Fail("expected a size of at least 1B and at most " + FormatSize(kMaxLeakBytes));
    }
    return {.phase = phase.String(), .bytes = bytes};
  }
  phase.Fail("there is no phase " + Quoted(phase.String()) + "; known are " + known);
}

// By the name of the lever set whose processes leak.
void ReadLeaks(const JsonValue& value, Scenario& scenario) {
  for (const auto& member : value.Members()) {
    const auto set = std::ranges::find(scenario.lever_sets, member.first, &NamedLevers::name);
    if (set == scenario.lever_sets.end()) {
      member.second.Fail("there is no lever set " + Quoted(member.first));
    }
    set->leak = ReadLeak(member.second, scenario.conversion_only);
  }
}

enum class Lifecycle { kEngine, kConversion, kCommand };

Lifecycle ReadLifecycle(const JsonObject& object, bool to_run) {
  const auto refuse = [&](std::string_view key, const std::string& lifecycle) {
    if (const auto value = object.Find(key)) {
      value->Fail("does not go with the lifecycle \"" + lifecycle + "\"");
    }
  };
  const auto found = object.Find("lifecycle");
  const std::string name = found ? found->String() : "engine";
  if (name == "command") {
    if (to_run) found->Fail("commands are measured with `harness measure`, not from a scenario");
    for (const std::string_view key : kOwnKeys) refuse(key, name);
    return Lifecycle::kCommand;
  }
  refuse("command", name);
  if (name == "engine") return Lifecycle::kEngine;
  if (name != "conversion") {
    found->Fail("expected \"engine\" or \"conversion\", found " + Quoted(name));
  }
  for (const std::string_view key : kEngineKeys) refuse(key, name);
  return Lifecycle::kConversion;
}

std::vector<std::string> ReadCommand(const JsonValue& value) {
  std::vector<std::string> words;
  for (const JsonValue& word : value.Items()) words.push_back(word.String());
  if (words.empty()) value.Fail("expected the words of a command");
  return words;
}

// `to_run`: this build must be able to run it.
Scenario Read(const JsonValue& value, const std::filesystem::path& folder, bool to_run) {
  const JsonObject object = value.Object(kScenarioKeys);
  const JsonValue schema_version = object.At("schema_version");
  if (schema_version.Integer(0, 1'000'000) != kScenarioSchemaVersion) {
    schema_version.Fail("this program reads schema_version " +
                        std::to_string(kScenarioSchemaVersion) + " only");
  }
  if (const auto schema = object.Find("$schema")) schema->String();

  Scenario scenario;
  const JsonValue name = object.At("name");
  At(name, [&] { CheckName(name.String()); });
  scenario.name = name.String();
  if (const auto text = object.Find("description")) scenario.description = text->String();
  const Lifecycle lifecycle = ReadLifecycle(object, to_run);
  if (lifecycle == Lifecycle::kCommand) {
    scenario.command = ReadCommand(object.At("command"));
    scenario.devices = {{}};
  } else {
    scenario.model = ReadModel(object.At("model"), folder);
    scenario.lever_sets = ReadLeverSets(object.At("lever_sets"));
  }
  if (const auto board = object.Find("board")) {
    const BoardSize size = At(*board, [&] { return ParseBoard(board->String()); });
    scenario.board_x = size.x;
    scenario.board_y = size.y;
  }
  if (const auto precision = object.Find("precision")) {
    scenario.precision = At(*precision, [&] { return ParsePrecision(precision->String()); });
  }
  const auto integer = [&](std::string_view key, int min, int max, int& field) {
    if (const auto number = object.Find(key)) field = static_cast<int>(number->Integer(min, max));
  };
  integer("batch", 1, kMaxBatch, scenario.batch);
  integer("repeats", 1, kMaxRepeats, scenario.repeats);
  integer("warmup", 0, kMaxWarmup, scenario.warmup);
  scenario.conversion_only = lifecycle == Lifecycle::kConversion;
  if (scenario.conversion_only) scenario.devices = {{}};
  if (const auto devices = object.Find("devices")) scenario.devices = ReadDevices(*devices);
  if (const auto precision = object.Find("gpu_precision")) {
    scenario.gpu_precision = At(*precision, [&] { return ParsePrecision(precision->String()); });
    const auto has_gpu = [](const std::vector<std::string>& devices) {
      return std::ranges::find(devices, NameOf(Device::kGpu)) != devices.end();
    };
    if (std::ranges::none_of(scenario.devices, has_gpu)) {
      precision->Fail("no list of devices has a gpu");
    }
  }
  if (const auto positions = object.Find("positions")) {
    scenario.positions = ReadPositions(*positions, folder);
  }
  if (const auto profile = object.Find("profile")) scenario.profile = profile->Bool();
  if (const auto timeout = object.Find("timeout")) {
    scenario.timeout_s = ReadDuration(*timeout, kShortestTimeout, 24 * 3600);
  }
  if (const auto settle = object.Find("settle")) scenario.settle = ReadSettle(*settle);
  if (const auto leaks = object.Find("leaks")) ReadLeaks(*leaks, scenario);
  if (const auto limits = object.Find("limits")) scenario.limits = ReadLimits(*limits, scenario);
  return scenario;
}

}  // namespace

Scenario ReadScenario(const std::filesystem::path& file) {
  const Json json = ReadStrictJson(file);
  const std::string name = file.string();
  return Read(JsonValue(json, name), file.parent_path(), true);
}

Scenario ParseScenario(std::string_view text, const std::string& file,
                       const std::filesystem::path& folder) {
  const Json json = ParseStrictJson(text, file);
  return Read(JsonValue(json, file), folder, true);
}

Scenario RecordedScenario(const JsonValue& value) { return Read(value, "", false); }

std::vector<std::string> ScenarioKeys(std::string_view path) {
  const auto list = [](const auto& keys) {
    return std::vector<std::string>(keys.begin(), keys.end());
  };
  if (path.empty()) return list(kScenarioKeys);
  if (path == "model") return list(kModelKeys);
  if (path == "positions") return list(kPositionsKeys);
  if (path == "settle") return list(kSettleKeys);
  if (path == "leaks.*") return list(kLeakKeys);
  std::vector<std::string> limits;
  for (const LimitInfo& info : LimitKinds()) limits.emplace_back(info.id);
  return limits;
}

}  // namespace tidemark::harness
