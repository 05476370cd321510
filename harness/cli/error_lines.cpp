#include "harness/cli/error_lines.h"

#include <cstdio>
#include <optional>

namespace tidemark::harness {
namespace {

using reference::ErrorMetric;
using reference::ErrorSummary;

constexpr size_t kLabelWidth = 60;

std::string Padded(std::string text) {
  if (text.size() < kLabelWidth) text.resize(kLabelWidth, ' ');
  return text;
}

std::string Figure(double value, const reference::ErrorMetricInfo& info) {
  char text[64];
  const bool divergence = info.metric == ErrorMetric::kPolicyKl;
  std::snprintf(text, sizeof text, divergence ? "%8.6f" : "%7.5f", value * info.print_scale);
  return text + std::string(info.print_unit);
}

std::string MetricLine(const ErrorSummary& summary, const reference::ErrorMetricInfo& info,
                       const std::string& label) {
  std::string line = Padded(label + " " + std::string(info.katago_name) + ":");
  // A unit takes one of the blanks between figures.
  const std::string separator = info.print_unit.empty() ? "   " : "  ";
  const char* before = "";
  for (const double value : {summary.mean, summary.p90, summary.p99, summary.max}) {
    line += before + Figure(value, info);
    before = separator.c_str();
  }
  return line + "\n";
}

std::string MarginText(const reference::ErrorMargin& margin) {
  char text[96];
  std::snprintf(text, sizeof text, "%.3g (%s)", margin.ratio,
                std::string(InfoOf(margin.metric).katago_name).c_str());
  return text;
}

}  // namespace

std::string ErrorLines(const reference::ErrorStatistics& statistics,
                       const std::string& configuration, reference::ErrorLimitSet limits) {
  const std::string label = configuration + " error vs reference";
  std::string text;
  for (const reference::ErrorMetricInfo& info : reference::kErrorMetricTable) {
    text += MetricLine(statistics.Summarize(info.metric).value(), info, label);
  }
  const reference::ErrorVerdict verdict = Judge(statistics, limits);
  return text + Padded(label + " closest margin:") + "99% " + MarginText(verdict.closest_p99) +
         ", max " + MarginText(verdict.closest_max) + "\n";
}

}  // namespace tidemark::harness
