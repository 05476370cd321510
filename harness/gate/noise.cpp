#include "harness/gate/noise.h"

#include <algorithm>
#include <cmath>

#include "converter/error.h"
#include "harness/gate/comparability.h"
#include "harness/measure/metric.h"
#include "harness/measure/statistics.h"

namespace tidemark::harness {
namespace {

void CheckHealthy(const Report& report, const std::string& name) {
  if (report.quick) {
    throw UsageError("made with --quick: its figures are only for a first look", {.file = name});
  }
  if (report.runs.empty()) throw UsageError("holds no run", {.file = name});
  for (const RunRecord& run : report.runs) {
    if (AllEndedWell(run.id, run.samples).status == CheckStatus::kPass) continue;
    throw UsageError("a process of " + run.id + " did not end well", {.file = name});
  }
}

// Without what takes room: the heads of its runs are enough to compare it with others.
Report WithoutSamples(Report report) {
  for (RunRecord& run : report.runs) run.samples.clear();
  report.effects.clear();
  return report;
}

}  // namespace

void NoiseMeter::Add(const Report& report, const std::string& name) {
  CheckHealthy(report, name);
  if (!first_.has_value()) {
    first_ = WithoutSamples(report);
  } else {
    std::vector<Mismatch> mismatches = FindMismatches(*first_, report);
    const std::string build = first_->environment.git_commit.value.value_or("unknown");
    const std::string other = report.environment.git_commit.value.value_or("unknown");
    if (build != other) {
      mismatches.push_back({.what = "environment.git_commit", .base = build, .head = other});
    }
    const int repeats = first_->scenario.repeats;
    if (repeats != report.scenario.repeats) {
      mismatches.push_back({.what = "scenario.repeats",
                            .base = std::to_string(repeats),
                            .head = std::to_string(report.scenario.repeats)});
    }
    if (!mismatches.empty()) {
      throw UsageError("differs from the first report: " + MismatchText(mismatches),
                       {.file = name});
    }
  }
  ++runs_;
  for (const RunRecord& run : report.runs) {
    for (const LifeMetric& metric : LifeMetrics()) {
      const auto summary = Summarise(ValuesOf(run.samples, metric));
      if (!summary.has_value()) continue;
      const auto is_it = [&](const Medians& medians) {
        return medians.cell == run.id && medians.metric == metric.id;
      };
      auto found = std::ranges::find_if(medians_, is_it);
      if (found == medians_.end()) {
        medians_.push_back({.cell = run.id, .metric = std::string(metric.id), .values = {}});
        found = medians_.end() - 1;
      }
      found->values.push_back(summary->median);
    }
  }
}

NoiseRecord NoiseMeter::Record() const {
  if (runs_ < 2) throw UsageError("noise shows in two runs or more");
  NoiseRecord record = {.scenario = first_->scenario.name,
                        .host_class = first_->environment.host_class,
                        .git_commit = first_->environment.git_commit.value.value_or(""),
                        .runs = runs_,
                        .repeats = static_cast<size_t>(first_->scenario.repeats)};
  for (const Medians& medians : medians_) {
    const std::optional<double> sigma = StandardDeviation(medians.values);
    if (!sigma.has_value()) continue;
    if (record.cells.empty() || record.cells.back().cell != medians.cell) {
      record.cells.push_back({.cell = medians.cell, .figures = {}});
    }
    const Summary summary = Summarise(medians.values).value();
    record.cells.back().figures.push_back({.metric = medians.metric,
                                           .sigma_bytes = *sigma,
                                           .median_bytes = summary.median,
                                           .min_bytes = summary.min,
                                           .max_bytes = summary.max});
  }
  return record;
}

uint64_t SuggestedFloor(const NoiseFigure& noise, double sigmas) {
  constexpr double kStep = 64 * 1024;
  return static_cast<uint64_t>(std::ceil(sigmas * noise.sigma_bytes / kStep) * kStep);
}

}  // namespace tidemark::harness
