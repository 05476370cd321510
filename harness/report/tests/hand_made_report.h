#ifndef TIDEMARK_HARNESS_REPORT_TESTS_HAND_MADE_REPORT_H_
#define TIDEMARK_HARNESS_REPORT_TESTS_HAND_MADE_REPORT_H_

#include <cstdint>

#include "harness/report/report.h"

namespace tidemark::harness::testing {

inline constexpr uint64_t kMiB = 1 << 20;

// Two runs, `off` and `seed`, with figures of round MiB. `off` has a sample that ended well and one
// that crashed; `seed` has one sample, whose outputs were infinitely wrong once.
Report HandMadeReport();

// The same, its layers timed in the samples that ended well: three layers that take 0.5, 6 and 2
// ms, of which the last two are products.
Report HandMadeProfiledReport();

// One external command, of which one repeat was a single process and one a tree that crashed.
Report HandMadeCommandReport();

}  // namespace tidemark::harness::testing

#endif  // TIDEMARK_HARNESS_REPORT_TESTS_HAND_MADE_REPORT_H_
