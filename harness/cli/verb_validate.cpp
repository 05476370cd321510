#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "converter/io/printable_text.h"
#include "harness/cli/progress_line.h"
#include "harness/cli/run_arguments.h"
#include "harness/cli/text.h"
#include "harness/cli/verbs.h"
#include "harness/scenario/estimate.h"
#include "harness/scenario/scenario_writer.h"
#include "reference/cases/position_file.h"

namespace tidemark::harness {
namespace {

// Positions that a run evaluates. Their files are read, and so checked; the number of recorded
// cases is only known to the run, and a usual one stands in.
int PositionsOf(const Plan& plan) {
  constexpr int kUsualCases = 12;
  const PositionSource& source = plan.scenario.positions;
  int positions = source.is_random() ? source.random : source.cases.empty() ? 0 : kUsualCases;
  for (const std::filesystem::path& file : source.files()) {
    reference::ReadPositionFile(
        file, {.every = static_cast<size_t>(source.every)},
        [&](const reference::Position& position, size_t) {
          const reference::Board& board = position.game.board();
          const bool fits =
              board.width() <= plan.scenario.board_x && board.height() <= plan.scenario.board_y;
          positions += fits ? 1 : 0;
          return true;
        },
        [](const std::string& warning) {
          std::fprintf(stderr, "warning: %s\n", converter::PrintableText(warning).c_str());
        });
  }
  return plan.max_positions.has_value() ? std::min(positions, *plan.max_positions) : positions;
}

int Validate(const RunArguments& arguments, bool as_json) {
  const Plan plan = arguments.ReadPlan();
  const uint64_t inflated = EstimateInflatedBytes(plan.scenario.model);
  const int positions = plan.scenario.conversion_only ? 0 : PositionsOf(plan);
  const PlanEstimate whole = EstimatePlan(plan, inflated, positions);
  nlohmann::json cells = nlohmann::json::array();
  std::vector<std::vector<std::string>> rows = {
      {"CELL", "LEVERS", "ABOUT PEAK", "ABOUT STEADY", "ABOUT TIME"}};
  for (const Cell& cell : plan.cells) {
    const CellEstimate estimate = EstimateCell(plan.scenario, cell, inflated, positions);
    std::string levers;
    for (const std::string& id : cell.levers.ids()) levers += (levers.empty() ? "" : ",") + id;
    char time[32];
    std::snprintf(time, sizeof time, "%.1f s", estimate.wall_s);
    rows.push_back({cell.id, levers.empty() ? "none" : levers, Mebibytes(estimate.peak_bytes),
                    Mebibytes(estimate.steady_bytes), time});
    cells.push_back({{"id", cell.id},
                     {"levers", cell.levers.ids()},
                     {"devices", cell.devices},
                     {"estimated_peak_rss_bytes", estimate.peak_bytes},
                     {"estimated_steady_rss_bytes", estimate.steady_bytes},
                     {"estimated_wall_s", estimate.wall_s}});
  }
  if (as_json) {
    const nlohmann::json json = {{"kind", "tidemark.plan"},
                                 {"scenario", ScenarioToJson(plan.scenario)},
                                 {"cells", cells},
                                 {"processes", plan.steps.size()},
                                 {"estimated_wall_s", whole.wall_s},
                                 {"estimated_peak_rss_bytes", whole.peak_bytes}};
    std::printf("%s\n", json.dump(2).c_str());
  } else {
    std::printf("%s: %zu cells, %zu processes\n\n%s\nabout %s in all, about %s at the peak\n",
                plan.scenario.name.c_str(), plan.cells.size(), plan.steps.size(),
                FormatTable(rows, {false, false, true, true, true}).c_str(),
                ClockText(std::chrono::seconds(static_cast<int64_t>(whole.wall_s) + 1)).c_str(),
                Mebibytes(whole.peak_bytes).c_str());
  }
  return kExitDone;
}

}  // namespace

Verb AddValidate(CLI::App& command) {
  auto arguments = std::make_shared<RunArguments>();
  auto json = std::make_shared<bool>(false);
  arguments->AddTo(command);
  command.add_flag("--json", *json, "answer in JSON");
  command.footer("Example:\n  harness validate scenarios/b18.json");
  return [arguments, json] { return Validate(*arguments, *json); };
}

}  // namespace tidemark::harness
