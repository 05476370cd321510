#ifndef TIDEMARK_HARNESS_REPORT_CONSOLE_REPORT_H_
#define TIDEMARK_HARNESS_REPORT_CONSOLE_REPORT_H_

#include <string>

#include "harness/report/report.h"

namespace tidemark::harness {

struct ConsoleOptions {
  // Colour what failed and what warns, with ANSI escapes: for a terminal.
  bool color = false;
};

// The report as a person wants it at the end of a run: what was measured, one line for each lever
// set with what it costs and what it saves against the baseline, then the checks that failed and
// the warnings. Figures are medians over the repeats.
std::string ConsoleReport(const Report& report, const ConsoleOptions& options = {});

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_CONSOLE_REPORT_H_
