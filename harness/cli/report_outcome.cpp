#include "harness/cli/report_outcome.h"

#include "harness/measure/checks.h"

namespace tidemark::harness {
namespace {

bool AnythingRan(const Report& report) {
  for (const RunRecord& run : report.runs) {
    for (const Sample& sample : run.samples) {
      if (sample.exit.status == "ok") return true;
    }
  }
  return false;
}

}  // namespace

ExitCode OutcomeOf(const Report& report) {
  if (!AnythingRan(report)) return kExitNotMeasured;
  return AllPassed(report.checks) ? kExitDone : kExitCheckFailed;
}

}  // namespace tidemark::harness
