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
  // Shared memory without a file behind it (Linux RssShmem): counted in rss_bytes, in neither of
  // the two parts above.
  std::optional<uint64_t> shmem_bytes = {};
  // Anonymous pages given up with MADV_FREE that the kernel has not taken back yet.
  std::optional<uint64_t> lazyfree_bytes = {};
  std::optional<uint64_t> swap_bytes = {};
  // High-water mark of rss_bytes since the last reset (Linux VmHWM), or since the process began
  // where it cannot be reset.
  std::optional<uint64_t> peak_rss_bytes = {};
  // macOS phys_footprint, and its lifetime maximum. Never mixed with RSS.
  std::optional<uint64_t> footprint_bytes = {};
  std::optional<uint64_t> peak_footprint_bytes = {};

  friend bool operator==(const MemoryReading&, const MemoryReading&) = default;
};

// Anonymous memory that the process really holds: RssAnon less LazyFree. Absent when either is.
inline std::optional<uint64_t> HeldAnonBytes(const MemoryReading& reading) {
  if (!reading.anon_bytes.has_value() || !reading.lazyfree_bytes.has_value()) return std::nullopt;
  // The two come from two reads; a release between them must not wrap around.
  if (*reading.lazyfree_bytes > *reading.anon_bytes) return 0;
  return *reading.anon_bytes - *reading.lazyfree_bytes;
}

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEMORY_MEMORY_READING_H_
