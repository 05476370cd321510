#ifndef TIDEMARK_HARNESS_SCENARIO_LIMITS_H_
#define TIDEMARK_HARNESS_SCENARIO_LIMITS_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reference/outputs/error_metric.h"

namespace tidemark::harness {

inline constexpr std::string_view kSaves = "saves_";

// Something that a scenario can put a ceiling on or, of what a lever set saves, a floor under. A
// value equal to the limit passes.
struct LimitInfo {
  // The key in scenarios: that of the measured value in reports without its "_bytes", or a metric
  // of the error and its statistic ("winrate_max", "lead_p99"). A saving is "saves_" and the id of
  // the figure that is less than that of the set without levers ("saves_peak_rss").
  std::string id = {};
  // What it bounds, in words.
  std::string what = {};
  // For the error of the outputs; absent for memory.
  std::optional<reference::ErrorMetric> metric = {};
  // The 99th percentile of `metric`; otherwise its maximum.
  bool percentile = false;

  // Means something only where positions are evaluated.
  bool needs_evaluations() const { return metric.has_value() || id == "growth_per_evaluation"; }

  bool is_saving() const { return id.starts_with(kSaves); }

  // Written as a size with a unit; otherwise as a plain number: a fraction, points or nats.
  bool is_size() const { return !metric.has_value(); }
};

// Every limit, in the order in which tables print them.
std::span<const LimitInfo> LimitKinds();

// One ceiling: `value` is in bytes for sizes, else in the unit that LimitInfo::what tells.
struct Limit {
  std::string id = {};
  double value = 0;

  friend bool operator==(const Limit&, const Limit&) = default;
};

// Throws UsageError that lists the ids when there is none called `id`.
const LimitInfo& FindLimit(std::string_view id);

// The ceilings of one cell (a lever set on one list of devices).
struct CellLimits {
  // "<lever set>/<devices>".
  std::string cell = {};
  std::vector<Limit> limits = {};

  friend bool operator==(const CellLimits&, const CellLimits&) = default;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_LIMITS_H_
