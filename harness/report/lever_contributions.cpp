#include "harness/report/lever_contributions.h"

#include <algorithm>
#include <utility>

namespace tidemark::harness {
namespace {

LeverSet LeversOf(const Report& report, const std::string& set) {
  for (const NamedLevers& named : report.scenario.lever_sets) {
    if (named.name == set) return named.levers;
  }
  return {};
}

// The difference between two lever sets on one backend.
std::optional<Difference> DifferenceOf(const Report& report, const LeverSet& set,
                                       const LeverSet& against, const std::string& backend,
                                       const std::string& metric) {
  for (const Effect& effect : report.effects) {
    if (effect.phase.has_value() || effect.backend != backend) continue;
    if (LeversOf(report, effect.set) != set || LeversOf(report, effect.against) != against) {
      continue;
    }
    for (const MetricEffect& found : effect.metrics) {
      if (found.metric == metric) return found.difference;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<LeverContribution> LeverContributions(const Report& report, const std::string& metric) {
  std::vector<std::string> backends;
  for (const RunRecord& run : report.runs) {
    if (std::find(backends.begin(), backends.end(), run.backend) == backends.end()) {
      backends.push_back(run.backend);
    }
  }
  std::vector<LeverContribution> contributions;
  for (const std::string& backend : backends) {
    for (const LeverInfo& info : Levers()) {
      LeverSet alone;
      alone.Add(info.lever);
      LeverContribution contribution = {
          .lever = std::string(info.id),
          .backend = backend,
          .alone = DifferenceOf(report, alone, LeverSet(), backend, metric),
          .on_top = DifferenceOf(report, AllLevers(), AllWithout(info.lever), backend, metric)};
      if (!contribution.alone.has_value() || !contribution.on_top.has_value()) continue;
      contributions.push_back(std::move(contribution));
    }
  }
  return contributions;
}

}  // namespace tidemark::harness
