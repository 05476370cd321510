#ifndef TIDEMARK_HARNESS_REPORT_BENCHER_REPORT_H_
#define TIDEMARK_HARNESS_REPORT_BENCHER_REPORT_H_

#include <string>

#include "harness/report/report.h"

namespace tidemark::harness {

// The tracked figures of every run (harness/report/primary_metric.h) in the Bencher Metric Format:
// under "<scenario>/<run>" measures such as "peak-rss", in KiB: the median over the repeats,
// between the least and the largest. What was not measured is left out.
std::string BencherReport(const Report& report);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_BENCHER_REPORT_H_
