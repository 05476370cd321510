#ifndef TIDEMARK_HARNESS_SCENARIO_PLAN_H_
#define TIDEMARK_HARNESS_SCENARIO_PLAN_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/scenario.h"
#include "harness/scenario/shard.h"

namespace tidemark::harness {

// What a command line changes about a scenario.
struct Overrides {
  // A network file in place of the scenario's model.
  std::filesystem::path model = {};
  // A folder of recorded cases, or files of games and positions, in place of its positions.
  std::filesystem::path cases = {};
  std::vector<std::filesystem::path> positions = {};
  // Each so many-th position of the files.
  std::optional<int> every = {};
  std::optional<int> repeats = {};
  // Time each layer, whatever the scenario says.
  bool profile = false;
  // Only these lever sets, still in the scenario's order; all if empty.
  std::vector<std::string> lever_sets = {};
  // A first look: one repeat unless `repeats` says more, at most two positions, and a short settle.
  // Figures of a quick run are marked, and nothing may be gated on them.
  bool quick = false;
  // Only the cells of this shard.
  std::optional<Shard> shard = {};
};

// One lever set on one engine.
struct Cell {
  // "seed/ane"
  std::string id = {};
  std::string lever_set = {};
  LeverSet levers = {};
  std::optional<Leak> leak = {};
  std::vector<std::string> devices = {};
  std::vector<Limit> limits = {};
};

// One process to run.
struct Step {
  // Index into Plan::cells.
  size_t cell = 0;
  // From 0.
  int repeat = 0;
};

// Everything that is going to run, in order.
struct Plan {
  // As overridden: what the report carries.
  Scenario scenario = {};
  bool quick = false;
  // Which part of the scenario this is, if not the whole.
  std::optional<Shard> shard = {};
  // The most positions that may be evaluated, whatever their source; absent for all.
  std::optional<int> max_positions = {};
  // The lever set that effects are measured against; empty if the scenario has none with no lever
  // on.
  std::string baseline = {};
  // Lever sets in the scenario's order, each on every list of devices; of them those of the shard,
  // which may be none. Every cell is in exactly one of the shards, and any two of these differ by
  // at most one cell, on each list of devices as in all.
  std::vector<Cell> cells = {};
  // Interleaved: every cell once, in order, then every cell again, so that a drift of the machine
  // falls on all cells alike.
  std::vector<Step> steps = {};
};

// Throws UsageError that names the flag for a number out of range or a lever set that the scenario
// does not have.
Plan MakePlan(const Scenario& scenario, const Overrides& overrides = {});

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_PLAN_H_
