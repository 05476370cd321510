#ifndef TIDEMARK_HARNESS_REPORT_COMMAND_CONSOLE_H_
#define TIDEMARK_HARNESS_REPORT_COMMAND_CONSOLE_H_

#include <string>

#include "harness/report/console_report.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// The run of an external command as a person wants it at the end of its measurement: smallest,
// median and largest figures over the repeats that ended well, its phases if it has several, how
// the others ended, and what to know about the figures.
std::string CommandConsole(const RunRecord& run, const Environment& environment,
                           const ConsoleOptions& options = {});

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_COMMAND_CONSOLE_H_
