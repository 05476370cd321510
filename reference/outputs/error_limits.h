#ifndef TIDEMARK_REFERENCE_OUTPUTS_ERROR_LIMITS_H_
#define TIDEMARK_REFERENCE_OUTPUTS_ERROR_LIMITS_H_

#include "converter/convert.h"
#include "reference/outputs/error_metric.h"
#include "reference/outputs/error_statistics.h"

namespace tidemark::reference {

// Which limits apply: those of single precision, or those of the precision in use.
enum class ErrorLimitSet { kFp32, kCurrent };
ErrorLimitSet LimitSetOf(converter::Precision precision);

// What KataGo v1.17.2 accepts of a backend, in the metric's own unit (fractions, points, nats).
// A value equal to its limit passes.
struct ErrorLimit {
  double p99 = 0;
  double max = 0;
};
ErrorLimit LimitOf(ErrorMetric metric, ErrorLimitSet set);

// The metric that comes closest to its limit, and how close: measured / limit, at most 1 to pass.
struct ErrorMargin {
  ErrorMetric metric = ErrorMetric::kWinrate;
  double ratio = 0;
};

struct ErrorVerdict {
  ErrorMargin closest_p99 = {};
  ErrorMargin closest_max = {};
  bool pass = false;
};

// Throws MeasurementError when no position was added to the statistics.
ErrorVerdict Judge(const ErrorStatistics& statistics, ErrorLimitSet set);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_OUTPUTS_ERROR_LIMITS_H_
