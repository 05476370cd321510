#include <algorithm>

#include "harness/gate/rules.h"
#include "harness/report/limit_checks.h"

namespace tidemark::harness {
namespace {

// Do the limits `now` hold a cell to at least what `limit` does?
bool IsKept(const Limit& limit, const std::vector<Limit>& now) {
  const auto found = std::ranges::find(now, limit.id, &Limit::id);
  if (found == now.end()) return false;
  return FindLimit(limit.id).is_saving() ? found->value >= limit.value
                                         : found->value <= limit.value;
}

void AddBudgets(const Report& head, const RunRecord& run, const std::vector<Limit>& limits,
                const std::string& origin, std::vector<Finding>& findings) {
  const std::vector<Check> checks = CheckLimits(head, run, limits);
  for (size_t i = 0; i < checks.size(); ++i) {
    const Check& check = checks[i];
    const bool passed = check.status == CheckStatus::kPass;
    findings.push_back({.subject = Subject::kBudget,
                        .cell = run.id,
                        .name = limits[i].id,
                        .verdict = passed ? Verdict::kPass : Verdict::kFail,
                        .actual = check.actual,
                        .limit = check.limit + ", " + origin,
                        .reason = check.reason});
  }
}

}  // namespace

void CheckBudgets(const Report& head, const RunRecord& run, const Report& base,
                  const Policy& policy, std::vector<Finding>& findings) {
  for (const CellLimits& budget : policy.budgets) {
    if (budget.cell == run.id) AddBudgets(head, run, budget.limits, "by the policy", findings);
  }
  std::vector<Limit> loosened = LimitsOf(base.scenario, run.id);
  const std::vector<Limit> now = LimitsOf(head.scenario, run.id);
  std::erase_if(loosened, [&now](const Limit& limit) { return IsKept(limit, now); });
  AddBudgets(head, run, loosened, "by the baseline's scenario, which this one loosens", findings);
}

}  // namespace tidemark::harness
