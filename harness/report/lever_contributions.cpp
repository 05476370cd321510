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

// What one lever set does against another on one backend, over the whole life; null if nobody ran
// them.
const Effect* FindEffect(const Report& report, const LeverSet& set, const LeverSet& against,
                         const std::string& backend) {
  for (const Effect& effect : report.effects) {
    if (effect.phase.has_value() || effect.backend != backend) continue;
    if (LeversOf(report, effect.set) == set && LeversOf(report, effect.against) == against) {
      return &effect;
    }
  }
  return nullptr;
}

std::optional<Difference> DifferenceIn(const Effect& effect, const std::string& metric) {
  for (const MetricEffect& found : effect.metrics) {
    if (found.metric == metric) return found.difference;
  }
  return std::nullopt;
}

std::vector<std::string> BackendsOf(const Report& report) {
  std::vector<std::string> backends;
  for (const RunRecord& run : report.runs) {
    if (std::find(backends.begin(), backends.end(), run.backend) == backends.end()) {
      backends.push_back(run.backend);
    }
  }
  return backends;
}

}  // namespace

std::vector<LeverContribution> LeverContributions(const Report& report,
                                                  const std::vector<std::string>& metrics) {
  std::vector<LeverContribution> contributions;
  for (const std::string& backend : BackendsOf(report)) {
    for (const LeverInfo& info : Levers()) {
      LeverSet only;
      only.Add(info.lever);
      const Effect* const alone = FindEffect(report, only, LeverSet(), backend);
      const Effect* const on_top = FindEffect(report, AllLevers(), AllWithout(info.lever), backend);
      if (alone == nullptr || on_top == nullptr) continue;
      LeverContribution contribution = {.lever = std::string(info.id), .backend = backend};
      for (const std::string& metric : metrics) {
        contribution.figures.push_back(
            {.alone = DifferenceIn(*alone, metric), .on_top = DifferenceIn(*on_top, metric)});
      }
      contributions.push_back(std::move(contribution));
    }
  }
  return contributions;
}

}  // namespace tidemark::harness
