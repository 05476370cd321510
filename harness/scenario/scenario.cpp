#include "harness/scenario/scenario.h"

#include <array>

#include "harness/engine/device.h"

namespace tidemark::harness {
namespace {

constexpr auto kEnginePhases =
    std::to_array<std::string_view>({"start", "load", "release", "convert", "compile", "open",
                                     "upload", "warmup", "evaluate", "idle"});
constexpr auto kConversionPhases = std::to_array<std::string_view>({"start", "convert", "idle"});

}  // namespace

std::span<const std::string_view> PhasesOf(bool conversion_only) {
  if (conversion_only) return kConversionPhases;
  return kEnginePhases;
}

std::vector<std::filesystem::path> PositionSource::files() const {
  if (!jsonl.empty()) return {jsonl};
  return sgf;
}

const NamedLevers* BaselineOf(const Scenario& scenario) {
  for (const NamedLevers& set : scenario.lever_sets) {
    if (set.levers.empty()) return &set;
  }
  return nullptr;
}

std::vector<Limit> LimitsOf(const Scenario& scenario, const std::string& cell) {
  for (const CellLimits& limits : scenario.limits) {
    if (limits.cell == cell) return limits.limits;
  }
  return {};
}

std::string CellId(const NamedLevers& set, const std::vector<std::string>& devices) {
  return set.name + "/" + (devices.empty() ? "convert" : JoinDevices(devices));
}

}  // namespace tidemark::harness
