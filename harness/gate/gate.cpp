#include "harness/gate/gate.h"

#include <algorithm>

#include "converter/error.h"
#include "harness/gate/comparability.h"
#include "harness/gate/rules.h"

namespace tidemark::harness {
namespace {

bool IsSame(const Finding& a, const Finding& b) {
  return a.subject == b.subject && a.cell == b.cell && a.name == b.name;
}

void CheckMayGate(const Report& report, const std::string& which) {
  if (report.quick) {
    throw UsageError("the " + which + " was made with --quick: its figures gate nothing");
  }
  if (report.shard.has_value()) {
    throw UsageError("the " + which + " is one of several parts; `harness merge` joins them");
  }
}

}  // namespace

size_t GateResult::Count(Verdict verdict) const {
  return static_cast<size_t>(std::ranges::count(findings, verdict, &Finding::verdict));
}

bool GateResult::passed() const {
  return Count(Verdict::kFail) == 0 && Count(Verdict::kPass) + Count(Verdict::kImproved) > 0;
}

GateResult Gate(const Report& head, const Baseline& baseline, const Policy& policy) {
  const Report& base = baseline.report;
  CheckMayGate(base, "baseline");
  CheckMayGate(head, "report");
  const std::vector<Mismatch> mismatches = FindMismatches(base, head);
  if (!mismatches.empty()) {
    throw UsageError("the report and the baseline cannot be compared: " + MismatchText(mismatches));
  }
  GateResult result;
  CheckCompleteness(head, base, result.findings);
  for (const RunRecord& run : head.runs) {
    CheckBudgets(head, run, base, policy, result.findings);
    const RunRecord* const other = FindRun(base, run.id);
    if (other == nullptr) continue;
    CheckFigures(run, *other, baseline, policy, result.findings);
    CheckArtifact(run, *other, policy, result.findings);
    CheckErrors(run, *other, policy, result.findings);
  }
  for (const CellLimits& budget : policy.budgets) {
    if (FindRun(head, budget.cell) != nullptr) continue;
    result.findings.push_back({.subject = Subject::kBudget,
                               .cell = budget.cell,
                               .name = "it ran",
                               .reason = "the policy has a budget for this cell, and the report "
                                         "does not have the cell"});
  }
  CheckSavings(head, base, policy, result.findings);
  return result;
}

std::vector<std::string> SuspiciousCells(const GateResult& result) {
  std::vector<std::string> cells;
  for (const Finding& finding : result.findings) {
    if (finding.verdict != Verdict::kFail || !finding.may_be_chance()) continue;
    if (std::ranges::find(cells, finding.cell) == cells.end()) cells.push_back(finding.cell);
  }
  return cells;
}

void Confirm(std::span<const GateResult> again, GateResult& result) {
  if (again.empty()) return;
  for (Finding& finding : result.findings) {
    if (finding.verdict != Verdict::kFail || !finding.may_be_chance()) continue;
    const auto failed = std::ranges::count_if(again, [&](const GateResult& rerun) {
      return std::ranges::any_of(rerun.findings, [&](const Finding& other) {
        return IsSame(finding, other) && other.verdict == Verdict::kFail;
      });
    });
    const std::string times =
        std::to_string(failed) + " of " + std::to_string(again.size()) + " reruns";
    if (static_cast<size_t>(failed) == again.size()) {
      finding.reason += "; confirmed in " + times;
    } else {
      finding.verdict = Verdict::kPass;
      finding.reason = "not confirmed: it failed again in " + times;
    }
  }
}

}  // namespace tidemark::harness
