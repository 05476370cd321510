#ifndef TIDEMARK_HARNESS_MEASURE_EFFECTS_H_
#define TIDEMARK_HARNESS_MEASURE_EFFECTS_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/measure/sample.h"
#include "harness/measure/statistics.h"

namespace tidemark::harness {

// What a lever set does to one figure.
struct MetricEffect {
  // The key of a report: "peak_rss_bytes".
  std::string metric = {};
  // The lever set less `against`: negative saves memory. Absent, with `reason`, when a side has no
  // such figure.
  std::optional<Difference> difference = {};
  std::string reason = {};
};

// What a lever set does, over the whole life of the process or in one phase.
struct Effect {
  std::string set = {};
  std::vector<std::string> levers = {};
  std::string backend = {};
  std::string against = "off";
  // None: the whole life.
  std::optional<std::string> phase = {};
  // Whole life: peak_rss_bytes, steady_rss_bytes, steady_anon_bytes, trimmed_rss_bytes,
  // trimmed_anon_bytes. Phase: peak_rss_bytes, end_rss_bytes, end_anon_bytes (LazyFree taken off).
  // Where a side was measured by its footprint, also peak_footprint_bytes and
  // steady_footprint_bytes or end_footprint_bytes.
  std::vector<MetricEffect> metrics = {};
};

// Effects of a set against another, labelled as `labels` (of which phase and metrics are ignored):
// the first over the whole life, then one per phase in the order in which the phases ran. Only
// samples that ended well count, and of them only phases that finished.
//
//   EffectsOf({.set = "seed", .levers = {...}, .backend = "ane"}, seed.samples, off.samples)
std::vector<Effect> EffectsOf(const Effect& labels, std::span<const Sample> set,
                              std::span<const Sample> against);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_EFFECTS_H_
