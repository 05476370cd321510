#include "harness/report/run_summary.h"

#include <vector>

#include "harness/measure/effects.h"

namespace tidemark::harness {

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
          .trimmed_rss = over(&Sample::trimmed_rss_bytes),
          .trimmed_anon = over(&Sample::trimmed_anon_bytes),
          .conversion_peak_rss = over(&Sample::conversion_peak_rss_bytes),
          .peak_footprint = over(&Sample::peak_footprint_bytes),
          .steady_footprint = over(&Sample::steady_footprint_bytes),
          .growth_per_evaluation = Summarise(growth),
          .evaluate_s = Summarise(evaluate_s)};
}

}  // namespace tidemark::harness
