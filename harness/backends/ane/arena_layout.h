#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_ARENA_LAYOUT_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_ARENA_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "harness/backends/ane/memory_plan.h"
#include "harness/backends/ane/program.h"

namespace tidemark::harness::ane {

// Where the values of a program lie in its arena at one batch size.
//
// A value lives from the step that computes it (inputs: from the start) to the last that reads it
// or a view of it (outputs: to the end). An operation that can work in place takes over the memory
// of an operand that dies with it.
class ArenaLayout {
 public:
  // Throws FormatError when the arena would pass `limit_bytes`.
  ArenaLayout(const Program& program, int64_t batch, int threads, size_t limit_bytes);

  size_t arena_bytes() const { return plan_.arena_bytes; }

  // Offsets in the arena. The value is no constant.
  size_t OffsetOf(ValueId value) const;
  // Of the widened copy of input `input` of a step; absent if it is not one.
  std::optional<size_t> WidenedOffsetOf(size_t step, size_t input) const;

  struct Scratch {
    size_t offset = 0;
    size_t floats = 0;
  };
  Scratch ScratchOf(size_t step) const;

 private:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  // What a step needs besides its results, as indices of lifetimes.
  struct StepNeeds {
    std::vector<size_t> widened = {};
    size_t scratch = kNone;
    size_t scratch_floats = 0;
  };

  void FindLifetimes(const Program& program, int64_t batch);
  void ShareInPlace(const Program& program);
  void AddNeeds(const Program& program, int64_t batch, int threads, size_t limit_bytes);

  // By value: the index of its storage's lifetime; kNone for constants.
  std::vector<size_t> lifetime_;
  std::vector<Lifetime> lifetimes_;
  std::vector<StepNeeds> needs_;
  MemoryPlan plan_;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_ARENA_LAYOUT_H_
