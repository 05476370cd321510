#include "harness/scenario/scenario.h"

#include "harness/scenario/devices.h"

namespace tidemark::harness {

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

std::string CellId(const NamedLevers& set, const std::vector<std::string>& devices) {
  return set.name + "/" + (devices.empty() ? "convert" : JoinDevices(devices));
}

}  // namespace tidemark::harness
