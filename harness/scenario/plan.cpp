#include "harness/scenario/plan.h"

#include <algorithm>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

using converter::Quoted;

constexpr int kQuickPositions = 2;
constexpr Settle kQuickSettle = {.min_s = 0.1, .max_s = 1};

// Without the baseline there is nothing to save against, so such limits go too.
void KeepLeverSets(Scenario& scenario, const std::vector<std::string>& names) {
  std::string known;
  for (const NamedLevers& set : scenario.lever_sets) {
    known += (known.empty() ? "" : ", ") + set.name;
  }
  for (const std::string& name : names) {
    const auto is_it = [&](const NamedLevers& set) { return set.name == name; };
    if (std::none_of(scenario.lever_sets.begin(), scenario.lever_sets.end(), is_it)) {
      throw UsageError("the scenario " + Quoted(scenario.name) + " has no lever set " +
                       Quoted(name) + "; it has " + known);
    }
  }
  std::erase_if(scenario.lever_sets, [&](const NamedLevers& set) {
    return std::find(names.begin(), names.end(), set.name) == names.end();
  });
  std::erase_if(scenario.limits, [&](const CellLimits& limits) {
    const auto is_of = [&](const NamedLevers& set) {
      return limits.cell.starts_with(set.name + "/");
    };
    return std::none_of(scenario.lever_sets.begin(), scenario.lever_sets.end(), is_of);
  });
  if (BaselineOf(scenario) != nullptr) return;
  for (CellLimits& cell : scenario.limits) {
    std::erase_if(cell.limits, [](const Limit& limit) { return FindLimit(limit.id).is_saving(); });
  }
}

void Apply(const Overrides& overrides, Scenario& scenario) {
  if (!overrides.model.empty()) scenario.model = {.path = overrides.model};
  PositionSource& positions = scenario.positions;
  if (scenario.conversion_only &&
      (!overrides.cases.empty() || !overrides.positions.empty() || overrides.every.has_value())) {
    throw UsageError("the scenario " + Quoted(scenario.name) +
                     " measures conversion alone and takes no positions");
  }
  if (!overrides.cases.empty()) positions = {.cases = overrides.cases};
  if (!overrides.positions.empty()) {
    const std::string name = overrides.positions.front().filename().string();
    const bool lines = overrides.positions.size() == 1 && name.find(".jsonl") != std::string::npos;
    const int every = positions.every;
    positions = {.every = every};
    if (lines) {
      positions.jsonl = overrides.positions.front();
    } else {
      positions.sgf = overrides.positions;
    }
  }
  if (overrides.every.has_value()) {
    if (positions.files().empty()) {
      throw UsageError("--every goes with games and files of positions only");
    }
    positions.every = *overrides.every;
  }
  if (overrides.profile && scenario.conversion_only) {
    throw UsageError("the scenario " + Quoted(scenario.name) +
                     " measures conversion alone and evaluates nothing that --profile could time");
  }
  scenario.profile = scenario.profile || overrides.profile;
  if (overrides.quick) {
    scenario.repeats = 1;
    positions.random = std::min(positions.random, kQuickPositions);
    scenario.settle.min_s = std::min(scenario.settle.min_s, kQuickSettle.min_s);
    scenario.settle.max_s = std::min(scenario.settle.max_s, kQuickSettle.max_s);
  }
  if (overrides.repeats.has_value()) {
    if (*overrides.repeats < 1 || *overrides.repeats > kMaxRepeats) {
      throw UsageError("--repeats " + std::to_string(*overrides.repeats) + " is not from 1 to " +
                       std::to_string(kMaxRepeats));
    }
    scenario.repeats = *overrides.repeats;
  }
  if (!overrides.lever_sets.empty()) KeepLeverSets(scenario, overrides.lever_sets);
}

// Deals cells out one by one, engine after engine, so that no shard gets all the slow ones.
std::vector<Cell> Deal(const std::vector<Cell>& cells, size_t engines, const Shard& shard) {
  std::vector<Cell> mine;
  const size_t sets = cells.size() / engines;
  for (size_t cell = 0; cell < cells.size(); ++cell) {
    const size_t turn = cell % engines * sets + cell / engines;
    if (turn % static_cast<size_t>(shard.count) + 1 == static_cast<size_t>(shard.index)) {
      mine.push_back(cells[cell]);
    }
  }
  return mine;
}

}  // namespace

Plan MakePlan(const Scenario& scenario, const Overrides& overrides) {
  Plan plan{.scenario = scenario, .quick = overrides.quick, .shard = overrides.shard};
  Apply(overrides, plan.scenario);
  if (plan.quick) plan.max_positions = kQuickPositions;
  if (const NamedLevers* baseline = BaselineOf(plan.scenario)) plan.baseline = baseline->name;
  for (const NamedLevers& set : plan.scenario.lever_sets) {
    for (const std::vector<std::string>& devices : plan.scenario.devices) {
      const std::string id = CellId(set, devices);
      plan.cells.push_back({.id = id,
                            .lever_set = set.name,
                            .levers = set.levers,
                            .leak = set.leak,
                            .devices = devices,
                            .limits = LimitsOf(plan.scenario, id)});
    }
  }
  if (plan.shard.has_value()) {
    plan.cells = Deal(plan.cells, plan.scenario.devices.size(), *plan.shard);
  }
  for (int repeat = 0; repeat < plan.scenario.repeats; ++repeat) {
    for (size_t cell = 0; cell < plan.cells.size(); ++cell) {
      plan.steps.push_back({.cell = cell, .repeat = repeat});
    }
  }
  return plan;
}

}  // namespace tidemark::harness
