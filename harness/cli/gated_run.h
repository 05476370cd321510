#ifndef TIDEMARK_HARNESS_CLI_GATED_RUN_H_
#define TIDEMARK_HARNESS_CLI_GATED_RUN_H_

#include "harness/gate/gate.h"
#include "harness/report/report.h"
#include "harness/scenario/plan.h"

namespace tidemark::harness {

// Judges a run that was just made. Cells with a failure that may be chance are measured again
// `confirm` times, all their repeats; a failure stands only if it comes back every time. What a
// rerun finds besides is not counted: more looks would find more by chance. Throws what Gate() and
// RunCampaign() throw.
GateResult GateRun(const Plan& plan, const Report& report, const Baseline& baseline,
                   const Policy& policy, int confirm);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_GATED_RUN_H_
