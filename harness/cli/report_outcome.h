#ifndef TIDEMARK_HARNESS_CLI_REPORT_OUTCOME_H_
#define TIDEMARK_HARNESS_CLI_REPORT_OUTCOME_H_

#include "harness/cli/verbs.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// What a verb that made a report ends with: kExitNotMeasured when no process of it ended well,
// which an empty shard has none of, then whether its checks passed.
ExitCode OutcomeOf(const Report& report);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_REPORT_OUTCOME_H_
