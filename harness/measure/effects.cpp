#include "harness/measure/effects.h"

#include <algorithm>
#include <array>
#include <functional>

namespace tidemark::harness {
namespace {

struct LifeMetric {
  const char* name;
  std::optional<uint64_t> Sample::*figure;
  // Listed even when neither side has it.
  bool always;
};

constexpr std::array<LifeMetric, 7> kLifeMetrics = {{
    {"peak_rss_bytes", &Sample::peak_rss_bytes, true},
    {"steady_rss_bytes", &Sample::steady_rss_bytes, true},
    {"steady_anon_bytes", &Sample::steady_anon_bytes, true},
    {"trimmed_rss_bytes", &Sample::trimmed_rss_bytes, true},
    {"trimmed_anon_bytes", &Sample::trimmed_anon_bytes, true},
    {"peak_footprint_bytes", &Sample::peak_footprint_bytes, false},
    {"steady_footprint_bytes", &Sample::steady_footprint_bytes, false},
}};

struct PhaseMetric {
  const char* name;
  std::optional<uint64_t> (*figure)(const PhaseRecord&);
  bool always;
};

constexpr std::array<PhaseMetric, 5> kPhaseMetrics = {{
    {"peak_rss_bytes", [](const PhaseRecord& phase) { return phase.peak_rss_bytes; }, true},
    {"end_rss_bytes", [](const PhaseRecord& phase) { return phase.end.rss_bytes; }, true},
    {"end_anon_bytes", [](const PhaseRecord& phase) { return HeldAnonBytes(phase.end); }, true},
    {"peak_footprint_bytes", [](const PhaseRecord& phase) { return phase.peak_footprint_bytes; },
     false},
    {"end_footprint_bytes", [](const PhaseRecord& phase) { return phase.end.footprint_bytes; },
     false},
}};

void AddMetric(Effect& effect, const char* name, bool always, const std::vector<double>& set,
               const std::vector<double>& against) {
  if (!always && set.empty() && against.empty()) return;
  MetricEffect metric = {.metric = name, .difference = CompareSamples(set, against)};
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

std::vector<double> PhaseValues(std::span<const Sample> samples, const std::string& phase,
                                const PhaseMetric& metric) {
  std::vector<double> values;
  for (const Sample& sample : samples) {
    if (sample.exit.status != "ok") continue;
    for (const PhaseRecord& record : sample.phases) {
      if (record.name != phase || !record.finished) continue;
      if (const auto value = metric.figure(record); value.has_value()) {
        values.push_back(static_cast<double>(*value));
      }
    }
  }
  return values;
}

// Names of all phases, each where it first occurs.
std::vector<std::string> PhaseNames(std::span<const Sample> against, std::span<const Sample> set) {
  std::vector<std::string> names;
  for (const std::span<const Sample>& samples : {against, set}) {
    for (const Sample& sample : samples) {
      for (const PhaseRecord& phase : sample.phases) {
        if (std::find(names.begin(), names.end(), phase.name) == names.end()) {
          names.push_back(phase.name);
        }
      }
    }
  }
  return names;
}

}  // namespace

std::vector<double> ValuesOf(std::span<const Sample> samples,
                             std::optional<uint64_t> Sample::*figure) {
  std::vector<double> values;
  for (const Sample& sample : samples) {
    if (sample.exit.status != "ok") continue;
    if (const auto value = sample.*figure; value.has_value()) {
      values.push_back(static_cast<double>(*value));
    }
  }
  return values;
}

std::vector<Effect> EffectsOf(const Effect& labels, std::span<const Sample> set,
                              std::span<const Sample> against) {
  Effect blank = labels;
  blank.phase.reset();
  blank.metrics.clear();

  std::vector<Effect> effects = {blank};
  for (const LifeMetric& metric : kLifeMetrics) {
    AddMetric(effects.front(), metric.name, metric.always, ValuesOf(set, metric.figure),
              ValuesOf(against, metric.figure));
  }
  for (const std::string& phase : PhaseNames(against, set)) {
    Effect effect = blank;
    effect.phase = phase;
    for (const PhaseMetric& metric : kPhaseMetrics) {
      AddMetric(effect, metric.name, metric.always, PhaseValues(set, phase, metric),
                PhaseValues(against, phase, metric));
    }
    effects.push_back(std::move(effect));
  }
  return effects;
}

}  // namespace tidemark::harness
