#include "harness/report/bencher_report.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "converter/io/printable_text.h"
#include "harness/report/json_fields.h"
#include "harness/report/json_text.h"
#include "harness/report/primary_metric.h"

namespace tidemark::harness {
namespace {

using converter::Json;

constexpr double kKiB = 1024;

// The longest name that Bencher takes, less the dots that show where it was cut.
constexpr size_t kLongestName = 1024 - 3;

Json Measure(const Summary& summary) {
  return {{"value", FieldWriter::ToJson(summary.median / kKiB)},
          {"lower_value", FieldWriter::ToJson(summary.min / kKiB)},
          {"upper_value", FieldWriter::ToJson(summary.max / kKiB)}};
}

}  // namespace

std::string BencherReport(const Report& report) {
  Json benchmarks = Json::object();
  for (const RunRecord& run : report.runs) {
    Json measures = Json::object();
    for (const TrackedMetric& metric : TrackedMetrics(report.environment)) {
      const std::optional<Summary>& summary = run.summary.*metric.summary;
      if (!summary.has_value()) continue;
      std::string name(metric.name);
      std::ranges::replace(name, '_', '-');
      measures[name] = Measure(*summary);
    }
    if (measures.empty()) continue;
    benchmarks[converter::PrintableText(report.scenario.name + "/" + run.id, kLongestName)] =
        std::move(measures);
  }
  return JsonText(benchmarks);
}

}  // namespace tidemark::harness
