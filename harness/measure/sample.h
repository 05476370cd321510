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
  std::string name = {};
  uint64_t bytes = 0;
};

// One phase of one process: `start`, `load`, `release`, `convert`, `open`, `warmup`, `evaluate`,
// `idle`.
struct PhaseRecord {
  std::string name = {};
  // False for a phase that an exception or the end of the process cut short. Its figures reach as
  // far as the phase did; they are all absent if the process died without a word.
  bool finished = true;
  std::optional<double> wall_s = {};
  std::optional<double> cpu_s = {};
  // High-water marks within the phase. Where the mark cannot be reset, they are known only for
  // phases that raised the mark of the whole process.
  std::optional<uint64_t> peak_rss_bytes = {};
  std::optional<uint64_t> peak_footprint_bytes = {};
  MemoryReading end = {};
  std::vector<Owner> owners = {};
};

// Memory sampled from outside the process at a fixed interval: point i is the reading with the
// largest resident set that was taken from i to i + 1 intervals after the process began.
struct Timeline {
  double interval_s = 0;
  // Vectors of equal length; one is empty where this system does not tell its value.
  std::vector<uint64_t> rss_bytes = {};
  std::vector<uint64_t> anon_bytes = {};
  std::vector<uint64_t> footprint_bytes = {};
  // Points at which the harness did not get to read in time: they repeat the point before.
  uint64_t repeated_points = 0;
};

// What the layers of a network took in one process, in the order of the run's LayerProfile.
struct SampleProfile {
  uint64_t evaluations = 0;
  // Of one evaluation, on average.
  std::vector<double> wall_s = {};
};

// How a process ended. A crash is a result like any other.
struct ExitRecord {
  // "ok", "error" (it said why, or broke the protocol), "crashed" (a signal), "timeout" (killed at
  // its time limit), "out_of_memory" (killed by SIGKILL that the harness did not send),
  // "interrupted".
  std::string status = "ok";
  std::optional<int> code = {};
  std::optional<int> signal = {};
  // The process's own words, if it had any.
  std::string message = {};
};

// The processes of an external command, and what its peak is from.
struct CommandTree {
  // How many there were.
  uint64_t processes = 0;
  // The largest high-water mark of any one of them.
  std::optional<uint64_t> largest_peak_rss_bytes = {};
  // The largest sum of their resident sets that was sampled: a lower bound of that sum's peak.
  std::optional<uint64_t> sampled_peak_rss_bytes = {};
  // What Sample::peak_rss_bytes is: "high_water_mark" (read at the end of every process),
  // "resource_usage" (the mark by wait4()), "sampled_mark" (the largest mark that was sampled: a
  // lower bound), "sampled_sum".
  std::string peak_from = {};
};

// One run of one cell: a process of its own. Or one of an external command: a tree of processes,
// whose figures are sums over it where nothing else is said.
struct Sample {
  int repeat = 0;
  ExitRecord exit = {};
  // Maximum over the life of the process, from its start to the end of its last phase. Of a process
  // that did not end well: the largest that was seen.
  std::optional<uint64_t> peak_rss_bytes = {};
  // At the plateau of `idle`, as it stands and after a trim of the allocator. `anon` is RssAnon
  // less LazyFree.
  std::optional<uint64_t> steady_rss_bytes = {};
  std::optional<uint64_t> steady_anon_bytes = {};
  // Pages of files at the plateau, as it stands: the program's own, and what is mapped.
  std::optional<uint64_t> steady_file_bytes = {};
  std::optional<uint64_t> trimmed_rss_bytes = {};
  std::optional<uint64_t> trimmed_anon_bytes = {};
  std::optional<uint64_t> peak_footprint_bytes = {};
  std::optional<uint64_t> steady_footprint_bytes = {};
  // Was the steady state a plateau? False: the longest wait ran out first.
  std::optional<bool> steady_on_plateau = {};
  // Slope of the anonymous memory over the evaluations.
  std::optional<double> growth_bytes_per_evaluation = {};
  // Why there is no slope; empty when there is one.
  std::string growth_reason = {};
  // High-water mark of `convert` alone.
  std::optional<uint64_t> conversion_peak_rss_bytes = {};
  // Wall time of one evaluation, in order.
  std::vector<double> evaluate_s = {};
  std::vector<PhaseRecord> phases = {};
  Timeline timeline = {};
  // Where layers were timed.
  std::optional<SampleProfile> profile = {};
  // Of an external command only.
  std::optional<CommandTree> tree = {};
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_SAMPLE_H_
