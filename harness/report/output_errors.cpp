#include "harness/report/output_errors.h"

#include <utility>

namespace tidemark::harness {

OutputErrors OutputErrorsFrom(const reference::ErrorStatistics& statistics, std::string reference,
                              std::optional<double> raw_max_abs) {
  OutputErrors errors;
  errors.reference = std::move(reference);
  errors.positions = statistics.positions();
  errors.raw_max_abs = raw_max_abs;
  for (const reference::ErrorMetricInfo& info : reference::kErrorMetricTable) {
    errors.metrics[static_cast<size_t>(info.metric)] = statistics.Summarize(info.metric);
  }
  return errors;
}

}  // namespace tidemark::harness
