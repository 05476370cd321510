#include "harness/report/timeline_reduction.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

using Curves = std::span<const std::span<const uint64_t>>;

std::vector<size_t> ExtremesOf(Curves curves, size_t stretches) {
  const size_t points = curves.front().size();
  std::vector<size_t> kept = {0, points - 1};
  for (size_t stretch = 0; stretch < stretches; ++stretch) {
    const auto first = static_cast<std::ptrdiff_t>(points * stretch / stretches);
    const auto end = static_cast<std::ptrdiff_t>(points * (stretch + 1) / stretches);
    for (const std::span<const uint64_t> curve : curves) {
      const auto low = std::min_element(curve.begin() + first, curve.begin() + end);
      const auto high = std::max_element(curve.begin() + first, curve.begin() + end);
      kept.push_back(static_cast<size_t>(low - curve.begin()));
      kept.push_back(static_cast<size_t>(high - curve.begin()));
    }
  }
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  return kept;
}

}  // namespace

std::vector<size_t> ReduceTimeline(Curves curves, size_t most_points) {
  if (curves.empty()) return {};
  const size_t points = curves.front().size();
  for (const std::span<const uint64_t> curve : curves) {
    if (curve.size() != points) throw UsageError("curves over the same time differ in length");
  }
  // With one stretch there is always room.
  const size_t least = 2 + 2 * curves.size();
  if (most_points < least) {
    throw UsageError("a reduced timeline needs room for " + std::to_string(least) + " points");
  }
  if (points <= most_points) {
    std::vector<size_t> all(points);
    std::iota(all.begin(), all.end(), size_t{0});
    return all;
  }
  // Where curves are flat a stretch needs one point, so more stretches fit than the worst case.
  for (size_t stretches = most_points;; --stretches) {
    std::vector<size_t> kept = ExtremesOf(curves, stretches);
    if (kept.size() <= most_points) return kept;
  }
}

}  // namespace tidemark::harness
