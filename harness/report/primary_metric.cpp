#include "harness/report/primary_metric.h"

namespace tidemark::harness {
namespace {

bool IsFootprint(const Environment& environment) {
  return environment.primary_metric == "footprint";
}

}  // namespace

PrimaryMetric PrimaryMetricOf(const Environment& environment) {
  if (IsFootprint(environment)) {
    return {"footprint",
            "peak_footprint_bytes",
            "steady_footprint_bytes",
            &RunSummary::peak_footprint,
            &RunSummary::steady_footprint,
            &Floor::peak_footprint_bytes};
  }
  return {"RSS",
          "peak_rss_bytes",
          "steady_rss_bytes",
          &RunSummary::peak_rss,
          &RunSummary::steady_rss,
          &Floor::peak_rss_bytes};
}

std::vector<TrackedMetric> TrackedMetrics(const Environment& environment) {
  if (IsFootprint(environment)) {
    return {{"peak_footprint", &RunSummary::peak_footprint},
            {"steady_footprint", &RunSummary::steady_footprint}};
  }
  return {{"peak_rss", &RunSummary::peak_rss},
          {"steady_rss", &RunSummary::steady_rss},
          {"steady_anon", &RunSummary::steady_anon},
          {"conversion_peak_rss", &RunSummary::conversion_peak_rss}};
}

const Difference* FindDifference(const Report& report, const RunRecord& run,
                                 const std::string& against, const std::string& metric) {
  for (const Effect& effect : report.effects) {
    if (effect.set != run.lever_set || effect.backend != run.backend || effect.against != against ||
        effect.phase.has_value()) {
      continue;
    }
    for (const MetricEffect& found : effect.metrics) {
      if (found.metric == metric && found.difference.has_value()) return &*found.difference;
    }
  }
  return nullptr;
}

}  // namespace tidemark::harness
