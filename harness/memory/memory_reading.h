#ifndef TIDEMARK_HARNESS_MEMORY_MEMORY_READING_H_
#define TIDEMARK_HARNESS_MEMORY_MEMORY_READING_H_

#include <cstdint>
#include <optional>

namespace tidemark::harness {

// What a process holds at one moment, in bytes. A value this system does not tell is absent,
// never 0.
struct MemoryReading {
  // Resident set: anonymous, file-backed and shared pages in RAM.
  std::optional<uint64_t> rss_bytes = {};
  // The anonymous part (Linux RssAnon), LazyFree pages included.
  std::optional<uint64_t> anon_bytes = {};
  // The file-backed part (Linux RssFile).
  std::optional<uint64_t> file_bytes = {};
  // Anonymous pages given up with MADV_FREE that the kernel has not taken back yet.
  std::optional<uint64_t> lazyfree_bytes = {};
  std::optional<uint64_t> swap_bytes = {};
  // High-water mark of rss_bytes since the last reset (Linux VmHWM), or since the process began
  // where it cannot be reset.
  std::optional<uint64_t> peak_rss_bytes = {};
  // macOS phys_footprint, and its lifetime maximum. Never mixed with RSS.
  std::optional<uint64_t> footprint_bytes = {};
  std::optional<uint64_t> peak_footprint_bytes = {};
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEMORY_MEMORY_READING_H_
