#include "harness/memory/heap_use.h"

#include "harness/memory/allocator.h"

#if defined(__linux__)
#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#endif
#if defined(__GLIBC__)
#if __GLIBC_PREREQ(2, 33)
#define TIDEMARK_HAS_MALLINFO2
#include <malloc.h>

#include "harness/memory/proc_text.h"
#endif
#endif

namespace tidemark::harness {

#if defined(TIDEMARK_HAS_MALLINFO2)

namespace {

bool IsGlibcsAllocator() {
  static const bool is = AllocatorTrims();
  return is;
}

// Where the heap proper begins, which glibc's main arena grows with brk(); 0 if that is not told.
uintptr_t HeapBegin() {
  static const uintptr_t begin = [] {
    std::array<char, 1024> text;
    const int fd = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return uintptr_t{0};
    const ssize_t size = read(fd, text.data(), text.size());
    close(fd);
    if (size <= 0) return uintptr_t{0};
    return static_cast<uintptr_t>(
        ParseStartOfHeap({text.data(), static_cast<size_t>(size)}).value_or(0));
  }();
  return begin;
}

}  // namespace

std::optional<uint64_t> HeapBytesInUse() {
  if (!IsGlibcsAllocator()) return std::nullopt;
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

std::optional<uint64_t> AllocatorSlackBytes() {
  const uintptr_t begin = HeapBegin();
  if (!IsGlibcsAllocator() || begin == 0) return std::nullopt;
  const auto end = reinterpret_cast<uintptr_t>(sbrk(0));
  const auto resident = ResidentBytes(reinterpret_cast<const void*>(begin), end - begin);
  if (!resident.has_value()) return std::nullopt;
  const uint64_t used = mallinfo2().uordblks;
  return *resident > used ? *resident - used : 0;
}

#else

std::optional<uint64_t> HeapBytesInUse() { return std::nullopt; }
std::optional<uint64_t> AllocatorSlackBytes() { return std::nullopt; }

#endif

#if defined(__linux__)

std::optional<uint64_t> ResidentBytes(const void* start, size_t bytes) {
  // One word for each page; its highest bit says that the page is present.
  constexpr uint64_t kPresent = uint64_t{1} << 63;
  const auto page = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  const uint64_t begin = reinterpret_cast<uintptr_t>(start);
  const uint64_t end = begin + bytes;
  const int fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return std::nullopt;
  std::array<uint64_t, 512> words;
  uint64_t resident = 0;
  uint64_t at = begin / page * page;
  while (at < end) {
    const uint64_t wanted = std::min<uint64_t>(words.size(), (end - at + page - 1) / page);
    const ssize_t got = pread(fd, words.data(), wanted * sizeof(uint64_t),
                              static_cast<off_t>(at / page * sizeof(uint64_t)));
    if (got < 0 && errno == EINTR) continue;
    if (got < static_cast<ssize_t>(sizeof(uint64_t))) break;
    const auto count = static_cast<size_t>(got) / sizeof(uint64_t);
    for (size_t i = 0; i < count; ++i, at += page) {
      if ((words[i] & kPresent) == 0) continue;
      resident += std::min(at + page, end) - std::max(at, begin);
    }
  }
  close(fd);
  if (at < end) return std::nullopt;
  return resident;
}

#else

std::optional<uint64_t> ResidentBytes(const void*, size_t) { return std::nullopt; }

#endif

}  // namespace tidemark::harness
