#include "harness/measure/effects.h"

#include <string>

#include "harness/measure/metric.h"

namespace tidemark::harness {
namespace {

void AddMetric(Effect& effect, const std::string& key, bool expected,
               const std::vector<double>& set, const std::vector<double>& against) {
  if (!expected && set.empty() && against.empty()) return;
  MetricEffect metric = {.metric = key, .difference = CompareSamples(set, against)};
  const auto nobody_has_it = [](const std::string& name_of_set) {
    return "no sample of '" + name_of_set + "' that ended well has it";
  };
  if (set.empty()) {
    metric.reason = nobody_has_it(effect.set);
  } else if (against.empty()) {
    metric.reason = nobody_has_it(effect.against);
  }
  effect.metrics.push_back(std::move(metric));
}

}  // namespace

std::vector<Effect> EffectsOf(const Effect& labels, std::span<const Sample> set,
                              std::span<const Sample> against) {
  Effect blank = labels;
  blank.phase.reset();
  blank.metrics.clear();

  std::vector<Effect> effects = {blank};
  for (const LifeMetric& metric : LifeMetrics()) {
    if (!metric.in_effects) continue;
    AddMetric(effects.front(), metric.key(), metric.expected, ValuesOf(set, metric),
              ValuesOf(against, metric));
  }
  for (const std::string& phase : PhaseNames(against, set)) {
    Effect effect = blank;
    effect.phase = phase;
    for (const PhaseMetric& metric : PhaseMetrics()) {
      AddMetric(effect, metric.key(), metric.expected, ValuesOf(set, phase, metric),
                ValuesOf(against, phase, metric));
    }
    effects.push_back(std::move(effect));
  }
  return effects;
}

}  // namespace tidemark::harness
