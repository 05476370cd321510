#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_STRIDED_COPY_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_STRIDED_COPY_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tidemark::harness::ane {

// One loop of a copy: how often, and how many elements further in the source each time.
struct CopyLoop {
  size_t count = 1;
  ptrdiff_t step = 0;
};

// Elements from one index of each dimension of a tensor to the next.
std::vector<ptrdiff_t> StepsOf(std::span<const int64_t> extents);

// Writes the elements that the loops, outermost first, visit in the source to consecutive places.
// Elements are of kCellBytes. Source and destination do not overlap.
void StridedCopy(const std::byte* from, const std::vector<CopyLoop>& loops, std::byte* to);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_STRIDED_COPY_H_
