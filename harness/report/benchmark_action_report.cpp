#include "harness/report/benchmark_action_report.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "harness/report/json_fields.h"
#include "harness/report/json_text.h"
#include "harness/report/primary_metric.h"

namespace tidemark::harness {
namespace {

using converter::Json;

constexpr double kBytesPerKiB = 1024;

Json Entry(const std::string& name, const Summary& summary, const Environment& environment) {
  Json entry = {{"name", name},
                {"unit", "KiB"},
                {"value", FieldWriter::ToJson(summary.median / kBytesPerKiB)}};
  if (summary.n > 1) {
    const double range = std::max(summary.max - summary.median, summary.median - summary.min);
    entry["range"] = "+-" + FieldWriter::ToJson(range / kBytesPerKiB).dump();
  }
  entry["extra"] = "n=" + std::to_string(summary.n) + " kernel=" + environment.kernel +
                   " host=" + environment.host_class;
  return entry;
}

}  // namespace

std::string BenchmarkActionReport(const Report& report) {
  Json entries = Json::array();
  for (const RunRecord& run : report.runs) {
    for (const TrackedMetric& metric : TrackedMetrics(report.environment)) {
      const std::optional<Summary>& summary = run.summary.*metric.summary;
      if (!summary.has_value()) continue;
      entries.push_back(Entry(report.scenario.name + "/" + run.id + "/" + std::string(metric.name),
                              *summary, report.environment));
    }
  }
  return JsonText(entries);
}

}  // namespace tidemark::harness
