#include "harness/report/command_report.h"

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "harness/measure/checks.h"
#include "harness/report/run_summary.h"
#include "harness/report/warnings.h"

namespace tidemark::harness {

RunRecord RunOf(const CommandRun& command) {
  RunRecord run = {.id = command.name + "/command", .lever_set = command.name, .backend = "none"};
  run.command = command.words;
  run.samples = command.samples;
  run.summary = SummariseRun(run.samples);
  run.artifact_reason = "what an external command writes is not read";
  run.error_reason = "nothing is evaluated where an external command is measured";
  return run;
}

Report ReportOf(const CommandRun& command, const Environment& environment) {
  Report report;
  report.scenario.name = command.name;
  report.scenario.command = command.words;
  report.scenario.devices = {{}};
  report.scenario.repeats = static_cast<int>(command.samples.size());
  report.scenario.warmup = command.warmup;
  report.scenario.timeout_s = command.timeout_s;
  report.environment = environment;
  report.model_reason = "external commands alone were measured";
  report.floor.reason = "the floor of another program is not known";
  report.runs.push_back(RunOf(command));
  report.checks.push_back(
      AllEndedWell("every process of " + report.runs.front().id + " ended well", command.samples));
  report.warnings = FindWarnings(report);
  return report;
}

void CheckCanJoin(const Report& report, const std::string& name, const Environment& environment) {
  const std::string& host_class = report.environment.host_class;
  if (host_class != environment.host_class) {
    throw UsageError("the report is of the host class " + converter::Quoted(host_class) +
                     " and this is " + converter::Quoted(environment.host_class) +
                     ": their figures cannot be compared");
  }
  for (const RunRecord& run : report.runs) {
    if (run.lever_set != name) continue;
    throw UsageError("the report has a run of the name " + converter::Quoted(name) +
                     " already; choose another with --name");
  }
}

void AddCommand(const CommandRun& command, Report& report) {
  const RunRecord& run = report.runs.emplace_back(RunOf(command));
  report.checks.push_back(AllEndedWell("every process of " + run.id + " ended well", run.samples));
  for (Warning& warning : FindRunWarnings(run)) report.warnings.push_back(std::move(warning));
}

}  // namespace tidemark::harness
