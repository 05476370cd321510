#include "harness/report/limit_checks.h"

#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

struct MemoryFigure {
  std::string_view limit;
  std::optional<Summary> RunSummary::*summary;
};

constexpr auto kMemoryFigures = std::to_array<MemoryFigure>({
    {"peak_rss", &RunSummary::peak_rss},
    {"peak_anon", &RunSummary::peak_anon},
    {"steady_rss", &RunSummary::steady_rss},
    {"steady_anon", &RunSummary::steady_anon},
    {"conversion_peak_rss", &RunSummary::conversion_peak_rss},
    {"peak_footprint", &RunSummary::peak_footprint},
    {"steady_footprint", &RunSummary::steady_footprint},
    {"growth_per_evaluation", &RunSummary::growth_per_evaluation},
});

std::optional<double> MedianOf(const RunRecord& run, std::string_view limit) {
  for (const MemoryFigure& figure : kMemoryFigures) {
    if (figure.limit != limit || !(run.summary.*figure.summary).has_value()) continue;
    return (run.summary.*figure.summary)->median;
  }
  return std::nullopt;
}

// How far a figure is below that of the set without levers on the same devices.
std::optional<double> Saved(const Report& report, const RunRecord& run, std::string_view figure) {
  const NamedLevers* const baseline = BaselineOf(report.scenario);
  if (baseline == nullptr) return std::nullopt;
  for (const RunRecord& other : report.runs) {
    if (other.lever_set != baseline->name || other.devices != run.devices) continue;
    const std::optional<double> without = MedianOf(other, figure);
    const std::optional<double> with = MedianOf(run, figure);
    if (without.has_value() && with.has_value()) return *without - *with;
  }
  return std::nullopt;
}

std::optional<double> Measured(const Report& report, const RunRecord& run, const LimitInfo& info) {
  if (info.is_saving()) {
    return Saved(report, run, std::string_view(info.id).substr(kSaves.size()));
  }
  if (!info.metric.has_value()) return MedianOf(run, info.id);
  if (!run.error.has_value()) return std::nullopt;
  std::optional<double> largest;
  const auto take = [&](const OutputErrors& errors) {
    const auto& error = errors.Of(*info.metric);
    if (!error.has_value()) return;
    const double value = info.percentile ? error->p99 : error->max;
    // What is not a number is larger than any.
    if (!largest.has_value() || !(value <= *largest)) largest = value;
  };
  take(*run.error);
  for (const BackendRecord& backend : run.backends) {
    if (!backend.errors.empty()) take(backend.errors.front());
  }
  return largest;
}

std::string TextOf(const LimitInfo& info, double value) {
  if (info.is_size()) return BytesText(value);
  const bool fraction = reference::InfoOf(*info.metric).print_scale != 1;
  return fraction ? FractionText(value) : NumberText(value);
}

}  // namespace

std::vector<Check> CheckLimits(const Report& report, const RunRecord& run,
                               std::span<const Limit> limits) {
  std::vector<Check> checks;
  for (const Limit& limit : limits) {
    const LimitInfo& info = FindLimit(limit.id);
    Check& check = checks.emplace_back();
    check.name = limit.id + " of " + run.id;
    check.run = run.id;
    check.limit = (info.is_saving() ? "at least " : "") + TextOf(info, limit.value);
    const std::optional<double> measured = Measured(report, run, info);
    if (!measured.has_value()) {
      const bool elsewhere = info.is_saving() && report.shard.has_value();
      if (elsewhere) check.status = CheckStatus::kSkipped;
      check.reason = elsewhere ? "the set without levers is in another shard" : "not measured";
      continue;
    }
    check.actual = TextOf(info, *measured);
    if (!info.is_saving() && limit.value > 0 && *measured >= 0 && std::isfinite(*measured)) {
      check.actual += " (" + PercentText(100 * *measured / limit.value) + " of the limit)";
    }
    const bool kept = info.is_saving() ? *measured >= limit.value : *measured <= limit.value;
    if (kept) {
      check.status = CheckStatus::kPass;
    } else {
      check.reason = info.is_saving() ? "saves too little" : "over the limit";
    }
  }
  return checks;
}

}  // namespace tidemark::harness
