#ifndef TIDEMARK_HARNESS_MEMORY_HEAP_USE_H_
#define TIDEMARK_HARNESS_MEMORY_HEAP_USE_H_

#include <cstddef>
#include <cstdint>
#include <optional>

namespace tidemark::harness {

// What the allocator has handed out and not got back, with what it adds to each block: glibc's
// mallinfo2(), uordblks and hblkhd. Absent with other allocators.
std::optional<uint64_t> HeapBytesInUse();

// What the allocator keeps resident without anybody using it: pages of the heap that are in RAM,
// less the blocks that are handed out from the heap. Blocks that are mappings of their own count on
// neither side. A block that was handed out but not touched yet makes it too small, never too
// large. Absent where the allocator or the system does not tell.
//
// Reads 8 bytes for each page of the heap, about 2 ms for 100 MiB.
std::optional<uint64_t> AllocatorSlackBytes();

// The part of [start, start + bytes) that is in RAM for this process (Linux: /proc/self/pagemap,
// the pages that count in its resident set). Absent where the system does not tell.
std::optional<uint64_t> ResidentBytes(const void* start, size_t bytes);

// How much more of the heap is in use than when the meter was made: what building something took.
class HeapMeter {
 public:
  HeapMeter() : begin_(HeapBytesInUse()) {}

  // 0 where it shrank, and where the allocator does not tell.
  uint64_t Growth() const {
    const std::optional<uint64_t> now = HeapBytesInUse();
    return begin_.has_value() && now > begin_ ? *now - *begin_ : 0;
  }
  // The same without `known` bytes that have a name of their own.
  uint64_t GrowthBesides(uint64_t known) const {
    const uint64_t growth = Growth();
    return growth > known ? growth - known : 0;
  }

 private:
  std::optional<uint64_t> begin_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEMORY_HEAP_USE_H_
