#ifndef TIDEMARK_HARNESS_MEASURE_METRIC_H_
#define TIDEMARK_HARNESS_MEASURE_METRIC_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/measure/sample.h"

namespace tidemark::harness {

// One figure over the whole life of a process. Less is better, and the unit is bytes.
struct LifeMetric {
  // As scenarios, policies and command lines name it; a report's key is `<id>_bytes`.
  std::string_view id;
  // For tables: "peak RSS".
  std::string_view title;
  // A slope over the evaluations, and no amount of memory.
  bool is_growth;
  // Absent in a sample that has no such figure.
  std::optional<double> (*figure)(const Sample&);
  // One of the figures that effects of lever sets are told in, ...
  bool in_effects;
  // ... and told in even when no sample has it, with the reason.
  bool expected;

  std::string key() const { return std::string(id) + "_bytes"; }
};

std::span<const LifeMetric> LifeMetrics();

// Throws UsageError that lists the ids when there is none called `id`.
const LifeMetric& FindLifeMetric(std::string_view id);

// One figure of one phase: peaks are `peak_*`, what is held when it ends is `end_*`. `end_anon` has
// LazyFree taken off.
struct PhaseMetric {
  std::string_view id;
  std::string_view title;
  std::optional<uint64_t> (*figure)(const PhaseRecord&);
  bool expected;

  std::string key() const { return std::string(id) + "_bytes"; }
};

std::span<const PhaseMetric> PhaseMetrics();

// The values over the samples that ended well and have the figure; of phases only over those that
// finished.
std::vector<double> ValuesOf(std::span<const Sample> samples, const LifeMetric& metric);
std::vector<double> ValuesOf(std::span<const Sample> samples,
                             std::optional<uint64_t> Sample::*figure);
std::vector<double> ValuesOf(std::span<const Sample> samples, const std::string& phase,
                             const PhaseMetric& metric);

// Names of all phases of both, each where it first occurs.
std::vector<std::string> PhaseNames(std::span<const Sample> first, std::span<const Sample> second);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_METRIC_H_
