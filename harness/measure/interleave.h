#ifndef TIDEMARK_HARNESS_MEASURE_INTERLEAVE_H_
#define TIDEMARK_HARNESS_MEASURE_INTERLEAVE_H_

#include <cstddef>
#include <vector>

namespace tidemark::harness {

struct PlannedRun {
  // Index of a cell: a lever set on a backend.
  size_t cell = 0;
  int repeat = 0;

  friend bool operator==(const PlannedRun&, const PlannedRun&) = default;
};

// The order in which cells are measured: A B C A B C ..., so that whatever drifts meanwhile (the
// page cache, the clock rate, the neighbours) hits all cells alike.
inline std::vector<PlannedRun> Interleave(size_t cells, int repeats) {
  std::vector<PlannedRun> order;
  for (int repeat = 0; repeat < repeats; ++repeat) {
    for (size_t cell = 0; cell < cells; ++cell) order.push_back({.cell = cell, .repeat = repeat});
  }
  return order;
}

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_INTERLEAVE_H_
