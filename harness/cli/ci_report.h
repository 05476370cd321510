#ifndef TIDEMARK_HARNESS_CLI_CI_REPORT_H_
#define TIDEMARK_HARNESS_CLI_CI_REPORT_H_

#include <string>
#include <vector>

#include "harness/cli/ci_annotations.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// What a report finds fault with: an error for each run whose checks failed and one for the checks
// of all runs together, then as much for the warnings. `scenario_file` is where they are shown;
// empty for nowhere.
std::vector<Annotation> AnnotationsOf(const Report& report, const std::string& scenario_file);

// In a step of a CI service: prints the annotations and adds the report to the step's summary. What
// goes wrong with the latter is a warning on standard error. Elsewhere: nothing.
void TellCi(const Report& report, const std::string& scenario_file);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_CI_REPORT_H_
