#ifndef TIDEMARK_HARNESS_REPORT_ASSEMBLE_H_
#define TIDEMARK_HARNESS_REPORT_ASSEMBLE_H_

#include "harness/measure/campaign.h"
#include "harness/memory/environment.h"
#include "harness/report/report.h"
#include "harness/scenario/plan.h"

namespace tidemark::harness {

// Folds what a campaign measured into its report: summaries, effects against the plan's baseline,
// checks (every process ended well, all packages are the same bytes, the limits of the scenario)
// and warnings.
Report AssembleReport(const Plan& plan, const Campaign& campaign, const Environment& environment);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_ASSEMBLE_H_
