#ifndef TIDEMARK_HARNESS_REPORT_ASSEMBLE_H_
#define TIDEMARK_HARNESS_REPORT_ASSEMBLE_H_

#include "harness/measure/campaign.h"
#include "harness/memory/environment.h"
#include "harness/report/report.h"
#include "harness/scenario/plan.h"

namespace tidemark::harness {

// Folds what a campaign measured into its report, with all conclusions (conclude.h).
Report AssembleReport(const Plan& plan, const Campaign& campaign, const Environment& environment);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_ASSEMBLE_H_
