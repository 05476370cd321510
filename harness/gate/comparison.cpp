#include "harness/gate/comparison.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "harness/measure/metric.h"

namespace tidemark::harness {
namespace {

using converter::Quoted;

// Counters of memory move in pages; a growth is a slope and does not.
constexpr double kPageBytes = 4096;
constexpr std::string_view kGrowth = "growth_per_evaluation";

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void CheckMetric(const std::string& id) {
  std::vector<std::string> known;
  const auto add = [&known](std::string_view name) {
    if (std::ranges::find(known, name) == known.end()) known.emplace_back(name);
  };
  for (const LifeMetric& metric : LifeMetrics()) add(metric.id);
  for (const PhaseMetric& metric : PhaseMetrics()) add(metric.id);
  if (!id.empty() && std::ranges::find(known, id) == known.end()) {
    throw UsageError("unknown metric " + Quoted(id) + "; known are " + Joined(known),
                     {.key = "--metric"});
  }
}

void CheckBackend(const Report& report, const std::string& backend) {
  std::vector<std::string> known;
  for (const RunRecord& run : report.runs) {
    if (run.backend == backend) return;
    if (std::ranges::find(known, run.backend) == known.end()) known.push_back(run.backend);
  }
  if (!backend.empty()) {
    throw UsageError(
        "no run is on the backend " + Quoted(backend) + "; there are runs on " + Joined(known),
        {.key = "--backend"});
  }
}

bool IsWanted(const RunRecord& run, const CompareOptions& options) {
  return options.backend.empty() || run.backend == options.backend;
}

// A run without devices, of a converter alone or of another program, goes with all.
bool OnSameDevices(const RunRecord& a, const RunRecord& b) {
  return a.devices == b.devices || a.devices.empty() || b.devices.empty();
}

void AddChanges(const RunRecord& base, const RunRecord& head, const CompareOptions& options,
                std::vector<Change>& changes) {
  const auto add = [&](const std::optional<std::string>& phase, std::string_view id,
                       std::string_view title, const std::vector<double>& was,
                       const std::vector<double>& is) {
    if (was.empty() && is.empty()) return;
    if (!options.metric.empty() && options.metric != id) return;
    changes.push_back({.base_cell = base.id,
                       .head_cell = head.id,
                       .backend = head.backend,
                       .phase = phase,
                       .metric = std::string(id),
                       .title = std::string(title),
                       .base = Summarise(was),
                       .head = Summarise(is),
                       .difference = CompareSamples(is, was)});
  };
  for (const LifeMetric& metric : LifeMetrics()) {
    add({}, metric.id, metric.title, ValuesOf(base.samples, metric),
        ValuesOf(head.samples, metric));
  }
  for (const std::string& phase : PhaseNames(base.samples, head.samples)) {
    for (const PhaseMetric& metric : PhaseMetrics()) {
      add(phase, metric.id, metric.title, ValuesOf(base.samples, phase, metric),
          ValuesOf(head.samples, phase, metric));
    }
  }
}

// What a reader wants to see first.
std::tuple<int, double> Rank(const Change& change) {
  const double percent = change.difference ? change.difference->percent.value_or(0) : 0;
  switch (change.direction()) {
    case Direction::kWorse:
      return {0, -percent};
    case Direction::kBetter:
      return {1, percent};
    case Direction::kMissing:
      return {2, 0};
    case Direction::kUnclear:
      return {3, -std::abs(percent)};
    case Direction::kNoise:
      return {4, -std::abs(percent)};
    case Direction::kSame:
      break;
  }
  return {5, 0};
}

void Sort(std::vector<Change>& changes) { std::ranges::stable_sort(changes, {}, Rank); }

}  // namespace

std::string_view NameOf(Direction direction) {
  switch (direction) {
    case Direction::kWorse:
      return "worse";
    case Direction::kBetter:
      return "better";
    case Direction::kNoise:
      return "noise";
    case Direction::kSame:
      return "same";
    case Direction::kUnclear:
      return "unclear";
    case Direction::kMissing:
      break;
  }
  return "missing";
}

Direction Change::direction() const {
  if (!difference.has_value()) return Direction::kMissing;
  const double delta = difference->delta;
  if (std::abs(delta) < (metric == kGrowth ? 1 : kPageBytes)) return Direction::kSame;
  if (!difference->significant.has_value()) return Direction::kUnclear;
  if (!*difference->significant) return Direction::kNoise;
  return delta > 0 ? Direction::kWorse : Direction::kBetter;
}

Comparison CompareReports(const Report& base, const Report& head, const CompareOptions& options) {
  CheckMetric(options.metric);
  CheckBackend(head, options.backend);
  Comparison comparison = {.mismatches = FindMismatches(base, head)};
  for (const RunRecord& run : head.runs) {
    if (!IsWanted(run, options)) continue;
    const RunRecord* const other = FindRun(base, run.id);
    if (other == nullptr) {
      comparison.only_in_head.push_back(run.id);
    } else {
      AddChanges(*other, run, options, comparison.changes);
    }
  }
  for (const RunRecord& run : base.runs) {
    if (IsWanted(run, options) && FindRun(head, run.id) == nullptr) {
      comparison.only_in_base.push_back(run.id);
    }
  }
  Sort(comparison.changes);
  return comparison;
}

Comparison CompareSets(const Report& report, std::span<const std::string> sets,
                       const CompareOptions& options) {
  CheckMetric(options.metric);
  CheckBackend(report, options.backend);
  if (sets.size() < 2) throw UsageError("expected two lever sets or more", {.key = "--sets"});
  std::vector<std::string> known;
  for (const RunRecord& run : report.runs) {
    if (std::ranges::find(known, run.lever_set) == known.end()) known.push_back(run.lever_set);
  }
  for (const std::string& set : sets) {
    if (std::ranges::find(known, set) != known.end()) continue;
    throw UsageError("the report has no lever set " + Quoted(set) + "; it has " + Joined(known),
                     {.key = "--sets"});
  }
  Comparison comparison;
  for (const std::string& set : sets.subspan(1)) {
    for (const RunRecord& run : report.runs) {
      if (run.lever_set != set || !IsWanted(run, options)) continue;
      for (const RunRecord& base : report.runs) {
        if (base.lever_set != sets.front() || !OnSameDevices(base, run)) continue;
        AddChanges(base, run, options, comparison.changes);
      }
    }
  }
  Sort(comparison.changes);
  return comparison;
}

}  // namespace tidemark::harness
