#include "harness/report/merge.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "harness/report/conclude.h"
#include "harness/report/joined_environment.h"
#include "harness/report/joined_run.h"
#include "harness/report/json_report.h"
#include "harness/report/json_text.h"
#include "harness/report/mergeable.h"
#include "harness/report/warnings.h"
#include "harness/scenario/plan.h"

namespace tidemark::harness {
namespace {

// Missing shards that a message lists.
constexpr size_t kMostNamed = 16;

using Reports = std::span<const NamedReport* const>;

// The same order whatever the one they were given in.
std::vector<const NamedReport*> Sorted(const std::vector<NamedReport>& reports) {
  std::vector<std::tuple<Shard, std::string, const NamedReport*>> keys;
  for (const NamedReport& named : reports) {
    keys.emplace_back(named.report.shard.value_or(Shard{}), JsonText(ReportToJson(named.report)),
                      &named);
  }
  std::ranges::sort(keys, [](const auto& a, const auto& b) {
    return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
  });
  std::vector<const NamedReport*> sorted;
  for (const auto& key : keys) sorted.push_back(std::get<2>(key));
  return sorted;
}

// What is not there of the scenario, in words; empty if nothing is missing.
std::string MissingShards(Reports reports) {
  std::map<int, std::set<int>> found;
  for (const NamedReport* named : reports) {
    if (const auto& shard = named->report.shard) found[shard->count].insert(shard->index);
  }
  std::string missing;
  size_t gaps = 0;
  for (const auto& [count, indices] : found) {
    for (int index = 1; index <= count; ++index) {
      if (indices.contains(index)) continue;
      if (++gaps > kMostNamed) continue;
      missing += (missing.empty() ? "" : ", ") + FormatShard({.index = index, .count = count});
    }
  }
  if (gaps > kMostNamed) missing += " and " + std::to_string(gaps - kMostNamed) + " more";
  return missing;
}

// A report that was merged without all its shards stays so.
std::string CarriedOver(const NamedReport& named) {
  for (const Check& check : named.report.checks) {
    if (check.name == kEveryShardIsThere && check.status == CheckStatus::kFail) {
      return check.reason;
    }
  }
  return "";
}

std::string MissingCells(const Report& report) {
  std::string missing;
  for (const Cell& cell : MakePlan(report.scenario).cells) {
    if (FindRun(report, cell.id) != nullptr) continue;
    missing += (missing.empty() ? "" : ", ") + cell.id;
  }
  return missing;
}

// Why the reports are not all of the scenario; empty if they are.
std::string Gaps(Reports reports, const Report& merged) {
  std::set<std::string> gaps;
  for (const NamedReport* named : reports) gaps.insert(CarriedOver(*named));
  gaps.erase("");
  if (const std::string shards = MissingShards(reports); !shards.empty()) {
    gaps.insert("missing shards: " + shards);
  } else if (const std::string cells = MissingCells(merged); !cells.empty()) {
    gaps.insert("missing cells: " + cells);
  }
  std::string text;
  for (const std::string& gap : gaps) text += (text.empty() ? "" : "; ") + gap;
  return text;
}

// External commands are added to a report when it is whole.
void RequireOwnRuns(const NamedReport& named) {
  for (const RunRecord& run : named.report.runs) {
    if (!run.command.has_value()) continue;
    throw UsageError("the run " + run.id +
                         " is of an external command; merge first, and add it with `harness "
                         "measure --add-to`",
                     {.file = named.name, .key = "runs"});
  }
}

void RequireKnownCells(const NamedReport& named) {
  std::set<std::string> left;
  for (const Cell& cell : MakePlan(named.report.scenario).cells) left.insert(cell.id);
  for (const RunRecord& run : named.report.runs) {
    if (left.erase(run.id) == 0) {
      throw UsageError("the run " + run.id + " stands twice or is not in the report's scenario",
                       {.file = named.name, .key = "runs"});
    }
  }
}

void AddRuns(Reports reports, Report& merged) {
  for (const Cell& cell : MakePlan(merged.scenario).cells) {
    std::vector<RunPart> parts;
    for (const NamedReport* named : reports) {
      const RunRecord* run = FindRun(named->report, cell.id);
      if (run != nullptr) parts.push_back({.run = run, .report = named->name});
    }
    if (!parts.empty()) merged.runs.push_back(JoinRuns(parts));
  }
}

void AddFloor(const Floor& other, Floor& floor) {
  for (const auto figure :
       {&Floor::peak_rss_bytes, &Floor::steady_rss_bytes, &Floor::steady_anon_bytes,
        &Floor::peak_footprint_bytes, &Floor::steady_footprint_bytes}) {
    if (!(other.*figure).has_value()) continue;
    floor.*figure = std::min((floor.*figure).value_or(*(other.*figure)), *(other.*figure));
  }
}

// Of the same content there may be several files.
void AddModel(const Report& report, Report& merged) {
  const auto key = [](const ModelFacts& model) {
    return std::tie(model.file_sha256, model.file_bytes, model.synthetic, model.name);
  };
  if (report.model && merged.model && key(*report.model) < key(*merged.model)) {
    merged.model = report.model;
  }
  merged.scenario.model.path = std::min(merged.scenario.model.path, report.scenario.model.path);
}

// Sets the repeats to what is there, and tells where cells differ.
void CountRepeats(Report& merged, std::vector<Warning>& notes) {
  if (merged.runs.empty()) return;
  const auto count = [](const RunRecord& run) { return run.samples.size(); };
  const size_t least = count(*std::ranges::min_element(merged.runs, {}, count));
  const size_t most = count(*std::ranges::max_element(merged.runs, {}, count));
  if (most > kMaxRepeats) {
    throw UsageError("the reports have " + std::to_string(most) +
                     " processes of a cell together; a report takes " +
                     std::to_string(kMaxRepeats));
  }
  merged.scenario.repeats = std::max(1, static_cast<int>(least));
  if (least == most) return;
  notes.push_back({.id = "uneven_repeats",
                   .message = "cells have from " + std::to_string(least) + " to " +
                              std::to_string(most) + " repeats"});
}

// What no conclusion can find out again, each once.
void AddNotes(const Report& report, std::vector<Warning>& notes) {
  for (const Warning& warning : report.warnings) {
    if (warning.id != kSkippedCases && warning.id != kPositionsWarning &&
        warning.id != kLostArtifacts) {
      continue;
    }
    if (std::ranges::find(notes, warning) == notes.end()) notes.push_back(warning);
  }
}

}  // namespace

Report MergeReports(const std::vector<NamedReport>& reports, const MergeOptions& options) {
  if (reports.empty()) throw UsageError("there are no reports to merge");
  const std::vector<const NamedReport*> sorted = Sorted(reports);
  const Report& first = sorted.front()->report;
  Report merged = {.scenario = first.scenario,
                   .quick = first.quick,
                   .environment = first.environment,
                   .model = first.model,
                   .floor = first.floor};
  std::vector<Warning> notes;
  for (const NamedReport* named : sorted) {
    RequireMergeable(reports.front(), *named, options);
    RequireOwnRuns(*named);
    RequireKnownCells(*named);
    merged.environment = JoinEnvironments(merged.environment, named->report.environment);
    AddModel(named->report, merged);
    AddFloor(named->report.floor, merged.floor);
    AddNotes(named->report, notes);
    merged.scenario.repeats = std::min(merged.scenario.repeats, named->report.scenario.repeats);
  }
  AddRuns(sorted, merged);
  const std::string gaps = Gaps(sorted, merged);
  if (!gaps.empty() && !options.partial) {
    throw UsageError(gaps + "; --partial merges without them");
  }
  CountRepeats(merged, notes);
  const std::vector<Warning> warnings = EnvironmentWarnings(merged.environment);
  notes.insert(notes.end(), warnings.begin(), warnings.end());
  Conclude(merged, notes);
  if (!gaps.empty()) merged.checks.push_back({.name = kEveryShardIsThere, .reason = gaps});
  return merged;
}

}  // namespace tidemark::harness
