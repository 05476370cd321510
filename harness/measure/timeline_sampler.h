#ifndef TIDEMARK_HARNESS_MEASURE_TIMELINE_SAMPLER_H_
#define TIDEMARK_HARNESS_MEASURE_TIMELINE_SAMPLER_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "harness/measure/sample.h"
#include "harness/memory/memory_reading.h"

namespace tidemark::harness {

// Collects readings into a timeline of bounded length: when it is full, each two points become one
// and the interval doubles. Of two readings in one point the one with the larger resident set
// stays, so that thinning never flattens a peak.
class TimelineSampler {
 public:
  static constexpr size_t kMaxPoints = 2000;

  explicit TimelineSampler(double interval_s, size_t max_points = kMaxPoints);

  // When the next reading is due, in seconds since the process began.
  double next_due_s() const;

  // Takes a reading made `time_s` after the process began; times do not go back. A reading without
  // a resident set (the process has ended) is dropped.
  void Add(double time_s, const MemoryReading& reading);

  // The largest marks seen: lower bounds for the peaks of a process that could not tell its own.
  const std::optional<uint64_t>& peak_rss_bytes() const { return peak_rss_bytes_; }
  const std::optional<uint64_t>& peak_footprint_bytes() const { return peak_footprint_bytes_; }

  Timeline Finish() const;

 private:
  struct Point {
    uint64_t rss_bytes = 0;
    std::optional<uint64_t> anon_bytes = {};
    std::optional<uint64_t> footprint_bytes = {};
    bool repeated = false;
  };

  void Halve();

  double interval_s_;
  size_t max_points_;
  std::vector<Point> points_;
  std::optional<uint64_t> peak_rss_bytes_;
  std::optional<uint64_t> peak_footprint_bytes_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_TIMELINE_SAMPLER_H_
