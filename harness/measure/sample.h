#ifndef TIDEMARK_HARNESS_MEASURE_SAMPLE_H_
#define TIDEMARK_HARNESS_MEASURE_SAMPLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/memory/memory_reading.h"

namespace tidemark::harness {

// Who held memory when a phase held the most, by the engine's own account.
struct Owner {
  std::string name;
  uint64_t bytes = 0;
};

// One phase of one process: `start`, `load`, `release`, `convert`, `open`, `warmup`, `evaluate`,
// `idle`.
struct PhaseRecord {
  std::string name;
  double wall_s = 0;
  double cpu_s = 0;
  // High-water mark within the phase.
  std::optional<uint64_t> peak_rss_bytes = {};
  MemoryReading end = {};
  std::vector<Owner> owners = {};
};

// Memory sampled from outside the process at a fixed interval.
struct Timeline {
  double interval_s = 0;
  std::vector<uint64_t> rss_bytes = {};
  std::vector<uint64_t> anon_bytes = {};
};

// How a process ended. A crash is a result like any other.
struct ExitRecord {
  // "ok", "error" (it said why), "crashed" (a signal), "timeout" (killed at its time limit),
  // "out_of_memory" (killed by SIGKILL that the harness did not send), "interrupted".
  std::string status = "ok";
  std::optional<int> code = {};
  std::optional<int> signal = {};
  // The process's own words, if it had any.
  std::string message = {};
};

// One run of one cell: a process of its own.
struct Sample {
  int repeat = 0;
  ExitRecord exit = {};
  // Maximum over all phases.
  std::optional<uint64_t> peak_rss_bytes = {};
  // At the plateau of `idle`, as it stands and after a trim of the allocator. `anon` is RssAnon
  // less LazyFree.
  std::optional<uint64_t> steady_rss_bytes = {};
  std::optional<uint64_t> steady_anon_bytes = {};
  std::optional<uint64_t> trimmed_rss_bytes = {};
  std::optional<uint64_t> trimmed_anon_bytes = {};
  std::optional<uint64_t> peak_footprint_bytes = {};
  std::optional<uint64_t> steady_footprint_bytes = {};
  // Slope of the anonymous memory over the evaluations.
  std::optional<double> growth_bytes_per_evaluation = {};
  // High-water mark of `convert` alone.
  std::optional<uint64_t> conversion_peak_rss_bytes = {};
  // Wall time of one evaluation, in order.
  std::vector<double> evaluate_s = {};
  std::vector<PhaseRecord> phases = {};
  Timeline timeline = {};
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_SAMPLE_H_
