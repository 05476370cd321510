#ifndef TIDEMARK_HARNESS_REPORT_COMMAND_REPORT_H_
#define TIDEMARK_HARNESS_REPORT_COMMAND_REPORT_H_

#include <string>
#include <vector>

#include "harness/memory/environment.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// An external command that was measured.
struct CommandRun {
  // Stands where the name of a lever set does: CheckName().
  std::string name = {};
  std::vector<std::string> words = {};
  // Runs before the measured ones.
  int warmup = 0;
  double timeout_s = 0;
  std::vector<Sample> samples = {};
};

// Its run in a report: no levers, no devices, backend "none", the id "<name>/command".
RunRecord RunOf(const CommandRun& command);

// A report of one command: without a model, a floor and effects.
Report ReportOf(const CommandRun& command, const Environment& environment);

// Throws UsageError unless a command of this name that is measured here can join the report: the
// report is of the same host class, and has no run of that name.
void CheckCanJoin(const Report& report, const std::string& name, const Environment& environment);

// Adds the command's run, its check and its warnings to a report. No effects: an external command
// is no lever set.
void AddCommand(const CommandRun& command, Report& report);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_COMMAND_REPORT_H_
