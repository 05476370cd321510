#include "harness/scenario/scenario.h"

#include "harness/scenario/devices.h"

namespace tidemark::harness {

const NamedLevers* BaselineOf(const Scenario& scenario) {
  for (const NamedLevers& set : scenario.lever_sets) {
    if (set.levers.empty()) return &set;
  }
  return nullptr;
}

std::string CellId(const NamedLevers& set, const std::vector<std::string>& devices) {
  return set.name + "/" + JoinDevices(devices);
}

}  // namespace tidemark::harness
