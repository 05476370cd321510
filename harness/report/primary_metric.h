#ifndef TIDEMARK_HARNESS_REPORT_PRIMARY_METRIC_H_
#define TIDEMARK_HARNESS_REPORT_PRIMARY_METRIC_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/report/report.h"

namespace tidemark::harness {

// The figures that this system is judged by: those of RSS, or of the footprint on macOS. A report
// shows the one or the other, never both under one heading.
struct PrimaryMetric {
  // For headings: "RSS", "footprint".
  std::string name;
  // Keys of effects.
  std::string peak_key;
  std::string steady_key;
  std::optional<Summary> RunSummary::*peak;
  std::optional<Summary> RunSummary::*steady;
  std::optional<uint64_t> Floor::*floor;
};

PrimaryMetric PrimaryMetricOf(const Environment& environment);

// A figure that is followed from report to report.
struct TrackedMetric {
  // Its key in summaries without the "_bytes": "peak_rss".
  std::string_view name = {};
  std::optional<Summary> RunSummary::*summary = nullptr;
};

// Those of the primary metric, in the order in which they are written.
std::vector<TrackedMetric> TrackedMetrics(const Environment& environment);

// What the run's lever set does to a figure over the whole life, against another set on the same
// backend; null where the report does not say. `metric` is a key of effects.
const Difference* FindDifference(const Report& report, const RunRecord& run,
                                 const std::string& against, const std::string& metric);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_PRIMARY_METRIC_H_
