#include "harness/memory/allocator.h"

#include <array>
#include <cstdlib>
#include <dlfcn.h>
#include <string_view>
#include <utility>

#if defined(__APPLE__)
#include <malloc/malloc.h>
#elif defined(__GLIBC__)
#include <malloc.h>

#include <gnu/libc-version.h>
#endif

namespace tidemark::harness {
namespace {

// Symbols by which an allocator that was linked in or preloaded gives itself away.
constexpr std::array<std::pair<const char*, std::string_view>, 4> kReplacements = {{
    {"__asan_init", "AddressSanitizer"},
    {"mallctl", "jemalloc"},
    {"mi_version", "mimalloc"},
    {"tc_version", "tcmalloc"},
}};

std::string_view Replacement() {
  for (const auto& [symbol, name] : kReplacements) {
    if (dlsym(RTLD_DEFAULT, symbol) != nullptr) return name;
  }
  return {};
}

}  // namespace

std::string AllocatorName() {
  if (const std::string_view replacement = Replacement(); !replacement.empty()) {
    return std::string(replacement);
  }
#if defined(__APPLE__)
  return "macOS libmalloc";
#elif defined(__GLIBC__)
  return std::string("glibc ") + gnu_get_libc_version();
#else
  return "unknown";
#endif
}

std::string AllocatorSettings() {
  constexpr std::array<const char*, 14> kVariables = {
      "GLIBC_TUNABLES",
      "MALLOC_ARENA_MAX",
      "MALLOC_ARENA_TEST",
      "MALLOC_CONF",
      "MALLOC_MMAP_MAX_",
      "MALLOC_MMAP_THRESHOLD_",
      "MALLOC_PERTURB_",
      "MALLOC_TOP_PAD_",
      "MALLOC_TRIM_THRESHOLD_",
      "MIMALLOC_ARENA_EAGER_COMMIT",
      "MIMALLOC_PURGE_DELAY",
      "MallocNanoZone",
      "LD_PRELOAD",
      "DYLD_INSERT_LIBRARIES",
  };
  std::string settings;
  for (const char* variable : kVariables) {
    const char* value = std::getenv(variable);
    if (value == nullptr) continue;
    if (!settings.empty()) settings += ' ';
    settings += std::string(variable) + "=" + value;
  }
  return settings;
}

bool AllocatorTrims() {
#if defined(__APPLE__) || defined(__GLIBC__)
  return Replacement().empty();
#else
  return false;
#endif
}

void PinMapThreshold() {
#if defined(__GLIBC__)
  constexpr int kThresholdBytes = 128 * 1024;
  if (!Replacement().empty()) return;
  mallopt(M_MMAP_THRESHOLD, kThresholdBytes);
  mallopt(M_TRIM_THRESHOLD, kThresholdBytes);
#endif
}

bool TrimAllocator() {
  if (!AllocatorTrims()) return false;
#if defined(__APPLE__)
  // No zone means all of them, and a goal of 0 means as much as possible.
  malloc_zone_pressure_relief(nullptr, 0);
#elif defined(__GLIBC__)
  malloc_trim(0);
#endif
  return true;
}

}  // namespace tidemark::harness
