#ifndef TIDEMARK_HARNESS_MEASURE_GROWTH_H_
#define TIDEMARK_HARNESS_MEASURE_GROWTH_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/memory/memory_reading.h"

namespace tidemark::harness {

// The Theil-Sen estimate of a slope: the median of (y_j - y_i) / (x_j - x_i) over all pairs with
// different x. Up to 29 % of the points may be anything without moving it far, so that one
// allocation of a cache does not pass for a leak. Absent if there is no such pair.
// x and y have the same length.
std::optional<double> TheilSenSlope(std::span<const double> x, std::span<const double> y);

// Finds memory that grows with each evaluation. Watched is anonymous memory or, where the system
// does not tell it, the footprint.
//
// A heap grows in steps (glibc: 132 KiB), so that a leak of b bytes shows after about
// 132 KiB / b evaluations; growth that is too slow to move more than half of the pairs reads as 0.
// Memory use is bounded: of many readings every second, fourth, ... is kept.
//
//   GrowthMeter growth;
//   for (const auto& position : positions) {
//     ... evaluate ...
//     growth.Add(probe->Read(ReadCost::kCheap));
//   }
class GrowthMeter {
 public:
  // With fewer readings there is no slope.
  static constexpr size_t kMinReadings = 4;

  // Takes the reading after the next evaluation.
  void Add(const MemoryReading& reading);

  // The slope in bytes per evaluation; absent after too few readings.
  std::optional<double> BytesPerEvaluation() const;

  // Why there is no slope; empty when there is one.
  std::string reason() const;

 private:
  std::vector<double> evaluations_;
  std::vector<double> bytes_;
  uint64_t count_ = 0;
  uint64_t stride_ = 1;
  bool unreadable_ = false;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_GROWTH_H_
