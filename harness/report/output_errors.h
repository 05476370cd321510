#ifndef TIDEMARK_HARNESS_REPORT_OUTPUT_ERRORS_H_
#define TIDEMARK_HARNESS_REPORT_OUTPUT_ERRORS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "reference/outputs/error_limits.h"
#include "reference/outputs/error_metric.h"
#include "reference/outputs/error_statistics.h"

namespace tidemark::harness {

// The metric that comes closest to a limit, and how close: measured / limit, at most 1 to pass.
struct ClosestMetric {
  // Its key in reports.
  std::string metric = {};
  double ratio = 0;

  friend bool operator==(const ClosestMetric&, const ClosestMetric&) = default;
};

// What KataGo's own backend-error test would say of the errors.
struct KatagoVerdict {
  // Whose limits: "fp32", or "current" for those of half precision.
  std::string limits = {};
  ClosestMetric closest_p99 = {};
  ClosestMetric closest_max = {};
  bool pass = false;

  friend bool operator==(const KatagoVerdict&, const KatagoVerdict&) = default;
};

// How far a run's outputs are from the right ones.
struct OutputErrors {
  // What the right ones are from: "eigen", or "cases" for recorded ones.
  std::string reference = "eigen";
  uint64_t positions = 0;
  // By reference::ErrorMetric. A value may be infinite: an output that is not a number. Absent
  // where no position was compared.
  std::array<std::optional<reference::ErrorSummary>, reference::kErrorMetrics> metrics = {};
  // Largest difference of any raw output, before post-processing.
  std::optional<double> raw_max_abs = {};
  // Absent where no position was compared.
  std::optional<KatagoVerdict> katago = {};

  const std::optional<reference::ErrorSummary>& Of(reference::ErrorMetric metric) const {
    return metrics[static_cast<size_t>(metric)];
  }
};

// The errors of `statistics`, metric by metric, held against KataGo's limits.
OutputErrors OutputErrorsFrom(const reference::ErrorStatistics& statistics, std::string reference,
                              std::optional<double> raw_max_abs, reference::ErrorLimitSet limits);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_OUTPUT_ERRORS_H_
