#include "converter/tests/peak_growth.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <string>
#include <unistd.h>

#include <sys/wait.h>

namespace tidemark::testing {
namespace {

// A field of /proc/self/status, in bytes.
std::optional<uint64_t> StatusField(const std::string& field) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    uint64_t kilobytes = 0;
    if (word == field && status >> kilobytes) return kilobytes * 1024;
  }
  return std::nullopt;
}

std::optional<uint64_t> PeakGrowthHere(const std::function<void()>& work) {
#if defined(__GLIBC__)
  // What the parent had freed came along with the fork.
  malloc_trim(0);
#endif
  // The high-water mark begins at what the parent held.
  std::ofstream("/proc/self/clear_refs") << "5";
  const auto before = StatusField("VmRSS:");
  try {
    work();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return std::nullopt;
  }
  const auto peak = StatusField("VmHWM:");
  if (!before.has_value() || !peak.has_value()) return std::nullopt;
  return *peak - *before;
}

}  // namespace

std::optional<uint64_t> PeakGrowthOf(const std::function<void()>& work) {
  int ends[2] = {};
  if (pipe(ends) != 0) return std::nullopt;
  const pid_t child = fork();
  if (child == 0) {
    const auto growth = PeakGrowthHere(work);
    const bool told = growth.has_value() && write(ends[1], &*growth, sizeof(*growth)) > 0;
    std::_Exit(told ? 0 : 1);
  }
  close(ends[1]);
  uint64_t growth = 0;
  const bool told = child > 0 && read(ends[0], &growth, sizeof(growth)) == sizeof(growth);
  close(ends[0]);
  if (child > 0) waitpid(child, nullptr, 0);
  return told ? std::optional(growth) : std::nullopt;
}

}  // namespace tidemark::testing
