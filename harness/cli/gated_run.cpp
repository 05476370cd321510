#include "harness/cli/gated_run.h"

#include <algorithm>
#include <string>
#include <vector>

#include "harness/cli/campaign_progress.h"
#include "harness/measure/campaign.h"
#include "harness/memory/environment.h"
#include "harness/report/assemble.h"

namespace tidemark::harness {
namespace {

// The lever sets of the suspicious cells, and the set that savings are counted against.
Plan PlanAgain(const Plan& plan, const std::vector<std::string>& suspicious) {
  std::vector<std::string> sets;
  for (const Cell& cell : plan.cells) {
    const bool wanted = cell.lever_set == plan.baseline ||
                        std::ranges::find(suspicious, cell.id) != suspicious.end();
    if (wanted && std::ranges::find(sets, cell.lever_set) == sets.end()) {
      sets.push_back(cell.lever_set);
    }
  }
  return MakePlan(plan.scenario, {.lever_sets = sets});
}

// The baseline without the cells that `report` does not have.
Baseline Only(const Report& report, Baseline baseline) {
  std::erase_if(baseline.report.runs,
                [&](const RunRecord& run) { return FindRun(report, run.id) == nullptr; });
  return baseline;
}

}  // namespace

GateResult GateRun(const Plan& plan, const Report& report, const Baseline& baseline,
                   const Policy& policy, int confirm) {
  GateResult result = Gate(report, baseline, policy);
  const std::vector<std::string> suspicious = SuspiciousCells(result);
  if (suspicious.empty() || confirm == 0) return result;

  const Plan again = PlanAgain(plan, suspicious);
  std::vector<GateResult> reruns;
  CampaignProgress progress(CampaignSteps(again) * confirm);
  for (int i = 0; i < confirm; ++i) {
    const Campaign campaign = RunCampaign(again, {}, progress);
    const Report rerun = AssembleReport(again, campaign, DescribeEnvironment());
    reruns.push_back(Gate(rerun, Only(rerun, baseline), policy));
  }
  Confirm(reruns, result);
  return result;
}

}  // namespace tidemark::harness
