#include "harness/report/run_summary.h"

#include <algorithm>
#include <vector>

#include "harness/measure/metric.h"

namespace tidemark::harness {

namespace {

// A figure of the phase `convert` over the samples that ended well.
std::optional<Summary> OverConversions(std::span<const Sample> samples,
                                       std::optional<double> PhaseRecord::*figure) {
  std::vector<double> values;
  for (const Sample& sample : samples) {
    if (sample.exit.status != "ok") continue;
    for (const PhaseRecord& phase : sample.phases) {
      if (phase.name == "convert" && (phase.*figure).has_value()) {
        values.push_back((phase.*figure).value());
      }
    }
  }
  return Summarise(values);
}

// A figure of all phases together.
std::optional<Summary> OverPhases(std::span<const Sample> samples,
                                  std::optional<double> PhaseRecord::*figure) {
  std::vector<double> values;
  for (const Sample& sample : samples) {
    if (sample.exit.status != "ok" || sample.phases.empty()) continue;
    std::optional<double> sum = 0;
    for (const PhaseRecord& phase : sample.phases) {
      sum = sum && phase.*figure ? std::optional(*sum + *(phase.*figure)) : std::nullopt;
    }
    if (sum) values.push_back(*sum);
  }
  return Summarise(values);
}

std::optional<Summary> PeakAnon(std::span<const Sample> samples) {
  std::vector<double> peaks;
  for (const Sample& sample : samples) {
    if (sample.exit.status != "ok") continue;
    std::optional<uint64_t> peak;
    for (const uint64_t bytes : sample.timeline.anon_bytes)
      peak = std::max(peak.value_or(0), bytes);
    for (const PhaseRecord& phase : sample.phases) peak = std::max(peak, phase.end.anon_bytes);
    if (peak.has_value()) peaks.push_back(static_cast<double>(*peak));
  }
  return Summarise(peaks);
}

}  // namespace

RunSummary SummariseRun(std::span<const Sample> samples) {
  std::vector<double> growth;
  std::vector<double> evaluate_s;
  for (const Sample& sample : samples) {
    if (sample.exit.status != "ok") continue;
    if (sample.growth_bytes_per_evaluation) growth.push_back(*sample.growth_bytes_per_evaluation);
    evaluate_s.insert(evaluate_s.end(), sample.evaluate_s.begin(), sample.evaluate_s.end());
  }
  const auto over = [&](std::optional<uint64_t> Sample::*figure) {
    return Summarise(ValuesOf(samples, figure));
  };
  return {.peak_rss = over(&Sample::peak_rss_bytes),
          .steady_rss = over(&Sample::steady_rss_bytes),
          .steady_anon = over(&Sample::steady_anon_bytes),
          .steady_file = over(&Sample::steady_file_bytes),
          .peak_anon = PeakAnon(samples),
          .trimmed_rss = over(&Sample::trimmed_rss_bytes),
          .trimmed_anon = over(&Sample::trimmed_anon_bytes),
          .conversion_peak_rss = over(&Sample::conversion_peak_rss_bytes),
          .conversion_wall_s = OverConversions(samples, &PhaseRecord::wall_s),
          .conversion_cpu_s = OverConversions(samples, &PhaseRecord::cpu_s),
          .peak_footprint = over(&Sample::peak_footprint_bytes),
          .steady_footprint = over(&Sample::steady_footprint_bytes),
          .growth_per_evaluation = Summarise(growth),
          .evaluate_s = Summarise(evaluate_s),
          .wall_s = OverPhases(samples, &PhaseRecord::wall_s),
          .cpu_s = OverPhases(samples, &PhaseRecord::cpu_s)};
}

}  // namespace tidemark::harness
