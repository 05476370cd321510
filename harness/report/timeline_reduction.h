#ifndef TIDEMARK_HARNESS_REPORT_TIMELINE_REDUCTION_H_
#define TIDEMARK_HARNESS_REPORT_TIMELINE_REDUCTION_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tidemark::harness {

// Which points of curves over the same time to draw, so that a picture of them shows every peak and
// valley and yet stays small: at most `most_points` indices, ascending. Time is cut into stretches
// of equal length, as many as there is room for; of each stretch stay the first lowest and the
// first highest point of every curve, and the first and the last point of all stay too. So the
// smallest and the largest value of every curve are always among the points. Curves that are not
// longer than `most_points` keep every point.
//
// Throws UsageError if the curves differ in length, or if `most_points` is less than 2 and 2 for
// each curve.
std::vector<size_t> ReduceTimeline(std::span<const std::span<const uint64_t>> curves,
                                   size_t most_points);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_TIMELINE_REDUCTION_H_
