#include <algorithm>

#include "harness/gate/rules.h"
#include "harness/measure/checks.h"

namespace tidemark::harness {
namespace {

Finding FindingOf(const Check& check) {
  Finding finding = {.subject = Subject::kRun,
                     .name = check.name,
                     .actual = check.actual,
                     .limit = check.limit,
                     .reason = check.reason};
  switch (check.status) {
    case CheckStatus::kPass:
      finding.verdict = Verdict::kPass;
      break;
    case CheckStatus::kFail:
      finding.verdict = Verdict::kFail;
      break;
    case CheckStatus::kSkipped:
      finding.verdict = Verdict::kSkipped;
      break;
  }
  return finding;
}

}  // namespace

void CheckCompleteness(const Report& head, const Report& base, std::vector<Finding>& findings) {
  if (head.runs.empty()) {
    findings.push_back({.name = "something ran", .reason = "the report holds no run"});
  }
  if (base.runs.empty()) {
    findings.push_back(
        {.name = "there is a baseline", .reason = "the baseline's report holds no run"});
  }
  for (const RunRecord& run : base.runs) {
    if (FindRun(head, run.id) != nullptr) continue;
    findings.push_back({.cell = run.id,
                        .name = "it ran",
                        .reason = "the baseline has this cell, and the report does not"});
  }
  for (const RunRecord& run : head.runs) {
    if (FindRun(base, run.id) != nullptr) continue;
    findings.push_back({.cell = run.id,
                        .name = "it is in the baseline",
                        .verdict = Verdict::kSkipped,
                        .reason = "a new cell: there is nothing to compare it with"});
  }
  for (const RunRecord& run : head.runs) {
    const std::string name = "every process of " + run.id + " ended well";
    // The report's own check of it, if it is there, says the same.
    if (std::ranges::find(head.checks, name, &Check::name) != head.checks.end()) continue;
    findings.push_back(FindingOf(AllEndedWell(name, run.samples)));
  }
  for (const Check& check : head.checks) findings.push_back(FindingOf(check));
}

}  // namespace tidemark::harness
