#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_MEMORY_PLAN_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_MEMORY_PLAN_H_

#include <cstddef>
#include <span>
#include <vector>

namespace tidemark::harness::ane {

// Something that needs memory for a while.
struct Lifetime {
  // The first and the last step that touch it.
  size_t first = 0;
  size_t last = 0;
  size_t bytes = 0;
};

// Where each of them lies in one arena.
struct MemoryPlan {
  std::vector<size_t> offsets = {};
  size_t arena_bytes = 0;
};

// Every offset is a multiple of this.
inline constexpr size_t kArenaAlignment = 64;

// Places the largest first, each into the tightest gap that is free for all of its life: two that
// live at the same step never overlap. Throws FormatError when the arena would pass `limit_bytes`.
MemoryPlan PlanMemory(std::span<const Lifetime> lifetimes, size_t limit_bytes);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_MEMORY_PLAN_H_
