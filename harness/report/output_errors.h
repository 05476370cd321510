#ifndef TIDEMARK_HARNESS_REPORT_OUTPUT_ERRORS_H_
#define TIDEMARK_HARNESS_REPORT_OUTPUT_ERRORS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "reference/outputs/error_metric.h"
#include "reference/outputs/error_statistics.h"

namespace tidemark::harness {

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

  const std::optional<reference::ErrorSummary>& Of(reference::ErrorMetric metric) const {
    return metrics[static_cast<size_t>(metric)];
  }
};

// The errors of `statistics`, metric by metric.
OutputErrors OutputErrorsFrom(const reference::ErrorStatistics& statistics, std::string reference,
                              std::optional<double> raw_max_abs);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_OUTPUT_ERRORS_H_
