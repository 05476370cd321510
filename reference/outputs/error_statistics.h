#ifndef TIDEMARK_REFERENCE_OUTPUTS_ERROR_STATISTICS_H_
#define TIDEMARK_REFERENCE_OUTPUTS_ERROR_STATISTICS_H_

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "reference/outputs/error_metric.h"
#include "reference/outputs/position_errors.h"

namespace tidemark::reference {

// One metric over many positions, in the metric's own unit (fractions, points, nats).
struct ErrorSummary {
  // Values: positions, or for the ownership positions times buffer points.
  size_t n = 0;
  double mean = 0;
  // Elements (n - 1) * 9 / 10 and (n - 1) * 99 / 100, rounded down, of the sorted values.
  double p90 = 0;
  double p99 = 0;
  double max = 0;
};

// The error of a backend over a set of positions, with the statistics of KataGo's backend-error
// test. Keeps every value: 4 bytes a point of ownership, 64 a position.
class ErrorStatistics {
 public:
  void Add(const PositionErrors& errors);

  size_t positions() const { return positions_; }

  // Nothing where no position was added.
  std::optional<ErrorSummary> Summarize(ErrorMetric metric) const;

 private:
  size_t positions_ = 0;
  // By metric; that of the ownership stays empty.
  std::array<std::vector<double>, kErrorMetrics> errors_ = {};
  std::vector<float> ownership_errors_ = {};
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_OUTPUTS_ERROR_STATISTICS_H_
