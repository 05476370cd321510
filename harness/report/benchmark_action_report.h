#ifndef TIDEMARK_HARNESS_REPORT_BENCHMARK_ACTION_REPORT_H_
#define TIDEMARK_HARNESS_REPORT_BENCHMARK_ACTION_REPORT_H_

#include <string>

#include "harness/report/report.h"

namespace tidemark::harness {

// The tracked figures of every run (harness/report/primary_metric.h) for github-action-benchmark,
// as its tool `customSmallerIsBetter` reads them: "<scenario>/<run>/<figure>" in KiB, the median
// over the repeats. `range` is how far the farthest repeat is from it; a single repeat has none.
// What was not measured is left out.
std::string BenchmarkActionReport(const Report& report);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_BENCHMARK_ACTION_REPORT_H_
