#include "reference/outputs/error_limits.h"

#include <array>
#include <optional>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

struct LimitRow {
  ErrorLimit fp32 = {};
  ErrorLimit current = {};
};

// In the units of print, by metric.
constexpr std::array<LimitRow, kErrorMetrics> kPrintedLimits = {{
    {{0.45, 1.35}, {2.0, 5.0}},            // winrate
    {{0.34, 0.90}, {1.0, 3.0}},            // lead
    {{0.34, 0.90}, {1.0, 3.0}},            // score mean
    {{0.204, 0.54}, {0.6, 1.8}},           // score stdev
    {{0.45, 1.35}, {2.5, 6.0}},            // top policy
    {{0.0006, 0.0012}, {0.0020, 0.0040}},  // policy divergence
    {{0.81, 2.43}, {3.6, 9.0}},            // short-term win/loss error
    {{0.255, 0.675}, {0.75, 2.25}},        // short-term score error
    {{0.7875, 5.4}, {3.5, 20.0}},          // ownership
}};

void KeepLarger(ErrorMargin& closest, ErrorMetric metric, double measured, double limit) {
  const double ratio = measured / limit;
  if (ratio > closest.ratio) closest = {.metric = metric, .ratio = ratio};
}

}  // namespace

ErrorLimitSet LimitSetOf(converter::Precision precision) {
  return precision == converter::Precision::kFloat32 ? ErrorLimitSet::kFp32
                                                     : ErrorLimitSet::kCurrent;
}

ErrorLimit LimitOf(ErrorMetric metric, ErrorLimitSet set) {
  const LimitRow& row = kPrintedLimits[static_cast<size_t>(metric)];
  const ErrorLimit& printed = set == ErrorLimitSet::kFp32 ? row.fp32 : row.current;
  const double scale = InfoOf(metric).print_scale;
  return {.p99 = printed.p99 / scale, .max = printed.max / scale};
}

ErrorVerdict Judge(const ErrorStatistics& statistics, ErrorLimitSet set) {
  ErrorVerdict verdict;
  for (const ErrorMetricInfo& info : kErrorMetricTable) {
    const std::optional<ErrorSummary> summary = statistics.Summarize(info.metric);
    if (!summary.has_value()) {
      throw MeasurementError("no position was compared, so there is no error to judge");
    }
    const ErrorLimit limit = LimitOf(info.metric, set);
    KeepLarger(verdict.closest_p99, info.metric, summary->p99, limit.p99);
    KeepLarger(verdict.closest_max, info.metric, summary->max, limit.max);
  }
  verdict.pass = verdict.closest_p99.ratio <= 1 && verdict.closest_max.ratio <= 1;
  return verdict;
}

}  // namespace tidemark::reference
