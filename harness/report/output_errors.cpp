#include "harness/report/output_errors.h"

#include <utility>

namespace tidemark::harness {
namespace {

ClosestMetric ClosestOf(const reference::ErrorMargin& margin) {
  return {.metric = std::string(InfoOf(margin.metric).key), .ratio = margin.ratio};
}

}  // namespace

OutputErrors OutputErrorsFrom(const reference::ErrorStatistics& statistics, std::string reference,
                              std::optional<double> raw_max_abs, reference::ErrorLimitSet limits) {
  OutputErrors errors;
  errors.reference = std::move(reference);
  errors.positions = statistics.positions();
  errors.raw_max_abs = raw_max_abs;
  for (const reference::ErrorMetricInfo& info : reference::kErrorMetricTable) {
    errors.metrics[static_cast<size_t>(info.metric)] = statistics.Summarize(info.metric);
  }
  if (statistics.positions() > 0) {
    const reference::ErrorVerdict verdict = Judge(statistics, limits);
    errors.katago = {.limits = limits == reference::ErrorLimitSet::kFp32 ? "fp32" : "current",
                     .closest_p99 = ClosestOf(verdict.closest_p99),
                     .closest_max = ClosestOf(verdict.closest_max),
                     .pass = verdict.pass};
  }
  return errors;
}

}  // namespace tidemark::harness
