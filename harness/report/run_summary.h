#ifndef TIDEMARK_HARNESS_REPORT_RUN_SUMMARY_H_
#define TIDEMARK_HARNESS_REPORT_RUN_SUMMARY_H_

#include <optional>
#include <span>

#include "harness/measure/sample.h"
#include "harness/measure/statistics.h"

namespace tidemark::harness {

// The figures of a run over the samples that ended well; sizes in bytes. Absent where no such
// sample has the figure.
struct RunSummary {
  std::optional<Summary> peak_rss = {};
  std::optional<Summary> steady_rss = {};
  std::optional<Summary> steady_anon = {};
  std::optional<Summary> steady_file = {};
  // The largest anonymous memory that was read, in the timeline and at the ends of phases. The
  // kernel keeps no mark of it, so a peak between two readings is missed.
  std::optional<Summary> peak_anon = {};
  std::optional<Summary> trimmed_rss = {};
  std::optional<Summary> trimmed_anon = {};
  std::optional<Summary> conversion_peak_rss = {};
  // Time of the phase `convert`: on the clock, and of all processors.
  std::optional<Summary> conversion_wall_s = {};
  std::optional<Summary> conversion_cpu_s = {};
  std::optional<Summary> peak_footprint = {};
  std::optional<Summary> steady_footprint = {};
  std::optional<Summary> growth_per_evaluation = {};
  // Wall time of one evaluation, over all evaluations of all samples.
  std::optional<Summary> evaluate_s = {};
  // Time of all phases together: on the clock, and of all processors.
  std::optional<Summary> wall_s = {};
  std::optional<Summary> cpu_s = {};
};

RunSummary SummariseRun(std::span<const Sample> samples);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_RUN_SUMMARY_H_
