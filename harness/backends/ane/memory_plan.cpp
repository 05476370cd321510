#include "harness/backends/ane/memory_plan.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "converter/error.h"

namespace tidemark::harness::ane {
namespace {

bool Meet(const Lifetime& a, const Lifetime& b) { return a.first <= b.last && b.first <= a.last; }

size_t Aligned(size_t bytes) {
  return (bytes + kArenaAlignment - 1) / kArenaAlignment * kArenaAlignment;
}

}  // namespace

MemoryPlan PlanMemory(std::span<const Lifetime> lifetimes, size_t limit_bytes) {
  std::vector<size_t> by_size(lifetimes.size());
  std::iota(by_size.begin(), by_size.end(), size_t{0});
  std::stable_sort(by_size.begin(), by_size.end(),
                   [&](size_t a, size_t b) { return lifetimes[a].bytes > lifetimes[b].bytes; });
  MemoryPlan plan;
  plan.offsets.resize(lifetimes.size());
  // Those that have a place, by offset.
  std::vector<size_t> placed;
  for (const size_t index : by_size) {
    const Lifetime& lifetime = lifetimes[index];
    if (lifetime.bytes > limit_bytes) {
      throw FormatError("a tensor of " + std::to_string(lifetime.bytes) +
                        " bytes passes the memory limit of " + std::to_string(limit_bytes));
    }
    const size_t bytes = Aligned(lifetime.bytes);
    size_t best = 0;
    size_t best_gap = std::numeric_limits<size_t>::max();
    size_t end = 0;
    for (const size_t other : placed) {
      if (!Meet(lifetime, lifetimes[other])) continue;
      const size_t start = plan.offsets[other];
      if (start > end && start - end >= bytes && start - end < best_gap) {
        best = end;
        best_gap = start - end;
      }
      end = std::max(end, start + Aligned(lifetimes[other].bytes));
    }
    if (best_gap == std::numeric_limits<size_t>::max()) best = end;
    plan.offsets[index] = best;
    plan.arena_bytes = std::max(plan.arena_bytes, best + bytes);
    if (plan.arena_bytes > limit_bytes) {
      throw FormatError("the values that live at one time need " +
                        std::to_string(plan.arena_bytes) + " bytes; the memory limit is " +
                        std::to_string(limit_bytes));
    }
    const auto after =
        std::upper_bound(placed.begin(), placed.end(), best,
                         [&](size_t offset, size_t other) { return offset < plan.offsets[other]; });
    placed.insert(after, index);
  }
  return plan;
}

}  // namespace tidemark::harness::ane
