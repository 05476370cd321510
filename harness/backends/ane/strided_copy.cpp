#include "harness/backends/ane/strided_copy.h"

#include <cstring>

#include "harness/backends/ane/kernel.h"

namespace tidemark::harness::ane {
namespace {

constexpr auto kCell = static_cast<ptrdiff_t>(kCellBytes);

// Leaves out loops of one turn and joins those that go on where the next one ends.
std::vector<CopyLoop> Joined(const std::vector<CopyLoop>& loops) {
  std::vector<CopyLoop> joined;
  for (const CopyLoop& loop : loops) {
    if (loop.count == 1) continue;
    if (!joined.empty() && joined.back().step == loop.step * static_cast<ptrdiff_t>(loop.count)) {
      joined.back() = {.count = joined.back().count * loop.count, .step = loop.step};
    } else {
      joined.push_back(loop);
    }
  }
  return joined;
}

std::byte* Copy(const std::byte* from, std::span<const CopyLoop> loops, std::byte* to) {
  if (loops.empty()) {
    std::memcpy(to, from, kCellBytes);
    return to + kCell;
  }
  const CopyLoop& loop = loops.front();
  if (loops.size() > 1) {
    for (size_t i = 0; i < loop.count; ++i, from += loop.step * kCell) {
      to = Copy(from, loops.subspan(1), to);
    }
  } else if (loop.step == 1) {
    std::memcpy(to, from, loop.count * kCellBytes);
    to += static_cast<ptrdiff_t>(loop.count) * kCell;
  } else {
    for (size_t i = 0; i < loop.count; ++i, to += kCell) {
      std::memcpy(to, from + static_cast<ptrdiff_t>(i) * loop.step * kCell, kCellBytes);
    }
  }
  return to;
}

}  // namespace

std::vector<ptrdiff_t> StepsOf(std::span<const int64_t> extents) {
  std::vector<ptrdiff_t> steps(extents.size());
  ptrdiff_t step = 1;
  for (size_t i = extents.size(); i-- > 0;) {
    steps[i] = step;
    step *= extents[i];
  }
  return steps;
}

void StridedCopy(const std::byte* from, const std::vector<CopyLoop>& loops, std::byte* to) {
  Copy(from, Joined(loops), to);
}

}  // namespace tidemark::harness::ane
