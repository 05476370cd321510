#ifndef TIDEMARK_CONVERTER_TESTS_PEAK_GROWTH_H_
#define TIDEMARK_CONVERTER_TESTS_PEAK_GROWTH_H_

// For tests and benchmarks only.

#include <cstdint>
#include <functional>
#include <optional>

namespace tidemark::testing {

// Whether what a process holds is what the program makes it hold: sanitizers and counters keep
// memory of their own.
#ifdef TIDEMARK_SANITIZED
inline constexpr bool kMemoryIsItsOwn = false;
#else
inline constexpr bool kMemoryIsItsOwn = true;
#endif

// Runs `work` in a process of its own, so that no memory of earlier work is at hand, and returns by
// how many bytes its resident memory grew at its peak. Nothing on systems without /proc/self/status
// and when the work failed, with a line on stderr.
std::optional<uint64_t> PeakGrowthOf(const std::function<void()>& work);

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_TESTS_PEAK_GROWTH_H_
