#ifndef TIDEMARK_HARNESS_REPORT_REPORT_HEADING_H_
#define TIDEMARK_HARNESS_REPORT_REPORT_HEADING_H_

#include <string>

#include "harness/report/report.h"

namespace tidemark::harness {

// What was measured, in lines for people. They hold texts of the report as they are.

// "b2c16-s3, version 15, 100.0 MiB inflated"; "external commands" without a model.
std::string ModelLine(const Report& report);

// "19x19, fp16, batch 1, medians of 5 repeats (quick)"
std::string SettingsLine(const Report& report);

// "linux 6.18.0, x86_64, 2 CPUs, glibc 2.36"
std::string HostLine(const Environment& environment);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_REPORT_HEADING_H_
