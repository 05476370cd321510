#ifndef TIDEMARK_HARNESS_REPORT_JUNIT_REPORT_H_
#define TIDEMARK_HARNESS_REPORT_JUNIT_REPORT_H_

#include <string>

#include "harness/report/report.h"

namespace tidemark::harness {

// The report as JUnit XML: a test case for each check, and one for each run of which a process did
// not end well; the figures of runs, in bytes, are properties. Texts are on one line each.
std::string JunitReport(const Report& report);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_JUNIT_REPORT_H_
