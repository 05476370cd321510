#include "harness/measure/metric.h"

#include <algorithm>
#include <array>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

// The figure `member` of a sample, as a number.
template <auto member>
std::optional<double> FigureOf(const Sample& sample) {
  if (!(sample.*member).has_value()) return std::nullopt;
  return static_cast<double>(*(sample.*member));
}

template <typename Figure>
std::vector<double> CollectValues(std::span<const Sample> samples, Figure figure) {
  std::vector<double> values;
  for (const Sample& sample : samples) {
    if (sample.exit.status != "ok") continue;
    if (const auto value = figure(sample)) values.push_back(static_cast<double>(*value));
  }
  return values;
}

constexpr auto kLifeMetrics = std::to_array<LifeMetric>({
    {"peak_rss", "peak RSS", false, FigureOf<&Sample::peak_rss_bytes>, true, true},
    {"steady_rss", "steady RSS", false, FigureOf<&Sample::steady_rss_bytes>, true, true},
    {"steady_anon", "steady anonymous", false, FigureOf<&Sample::steady_anon_bytes>, true, true},
    {"trimmed_rss", "trimmed RSS", false, FigureOf<&Sample::trimmed_rss_bytes>, true, true},
    {"trimmed_anon", "trimmed anonymous", false, FigureOf<&Sample::trimmed_anon_bytes>, true, true},
    {"peak_footprint", "peak footprint", false, FigureOf<&Sample::peak_footprint_bytes>, true,
     false},
    {"steady_footprint", "steady footprint", false, FigureOf<&Sample::steady_footprint_bytes>, true,
     false},
    {"conversion_peak_rss", "conversion peak RSS", false,
     FigureOf<&Sample::conversion_peak_rss_bytes>, false, false},
    {"growth_per_evaluation", "growth per evaluation", true,
     FigureOf<&Sample::growth_bytes_per_evaluation>, false, false},
});

constexpr auto kPhaseMetrics = std::to_array<PhaseMetric>({
    {"peak_rss", "peak RSS", [](const PhaseRecord& phase) { return phase.peak_rss_bytes; }, true},
    {"end_rss", "RSS at the end", [](const PhaseRecord& phase) { return phase.end.rss_bytes; },
     true},
    {"end_anon", "anonymous at the end",
     [](const PhaseRecord& phase) { return HeldAnonBytes(phase.end); }, true},
    {"peak_footprint", "peak footprint",
     [](const PhaseRecord& phase) { return phase.peak_footprint_bytes; }, false},
    {"end_footprint", "footprint at the end",
     [](const PhaseRecord& phase) { return phase.end.footprint_bytes; }, false},
});

}  // namespace

std::span<const LifeMetric> LifeMetrics() { return kLifeMetrics; }

const LifeMetric& FindLifeMetric(std::string_view id) {
  std::string known;
  for (const LifeMetric& metric : kLifeMetrics) {
    if (metric.id == id) return metric;
    known += (known.empty() ? "" : ", ") + std::string(metric.id);
  }
  throw UsageError("unknown metric " + converter::Quoted(std::string(id)) + "; known are " + known);
}

std::span<const PhaseMetric> PhaseMetrics() { return kPhaseMetrics; }

std::vector<double> ValuesOf(std::span<const Sample> samples, const LifeMetric& metric) {
  return CollectValues(samples, metric.figure);
}

std::vector<double> ValuesOf(std::span<const Sample> samples,
                             std::optional<uint64_t> Sample::*figure) {
  return CollectValues(samples, [figure](const Sample& sample) { return sample.*figure; });
}

std::vector<double> ValuesOf(std::span<const Sample> samples, const std::string& phase,
                             const PhaseMetric& metric) {
  std::vector<double> values;
  for (const Sample& sample : samples) {
    if (sample.exit.status != "ok") continue;
    for (const PhaseRecord& record : sample.phases) {
      if (record.name != phase || !record.finished) continue;
      if (const auto value = metric.figure(record)) values.push_back(static_cast<double>(*value));
    }
  }
  return values;
}

std::vector<std::string> PhaseNames(std::span<const Sample> first, std::span<const Sample> second) {
  std::vector<std::string> names;
  for (const std::span<const Sample>& samples : {first, second}) {
    for (const Sample& sample : samples) {
      for (const PhaseRecord& phase : sample.phases) {
        if (std::ranges::find(names, phase.name) == names.end()) names.push_back(phase.name);
      }
    }
  }
  return names;
}

}  // namespace tidemark::harness
