#include <algorithm>
#include <string>

#include "harness/gate/rules.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

constexpr size_t kHashDigits = 12;
// Errors below this are rounding, whose growth means nothing: of a fraction or a point.
constexpr double kErrorFloor = 1e-6;

std::string HashText(const Artifact& artifact) {
  return artifact.weight_bin_sha256.substr(0, kHashDigits) + "/" +
         artifact.model_sha256.substr(0, kHashDigits);
}

void CompareError(const std::string& cell, const std::string& name, double was, double is,
                  const Policy& policy, std::vector<Finding>& findings) {
  const double most = was * (1 + policy.error_percent / 100) + kErrorFloor;
  Finding finding = {.subject = Subject::kError,
                     .cell = cell,
                     .name = name,
                     .verdict = is <= most ? Verdict::kPass : Verdict::kFail,
                     .actual = NumberText(was) + " -> " + NumberText(is),
                     .limit = NumberText(most)};
  if (finding.verdict == Verdict::kFail) finding.reason = "grew";
  findings.push_back(finding);
}

// Metric by metric, and KataGo's own limits.
void CompareErrors(const std::string& cell, const OutputErrors& head, const OutputErrors& base,
                   const Policy& policy, std::vector<Finding>& findings) {
  for (const reference::ErrorMetricInfo& info : reference::kErrorMetricTable) {
    const auto& was = base.Of(info.metric);
    const auto& is = head.Of(info.metric);
    if (!was.has_value()) continue;
    const std::string key(info.key);
    if (!is.has_value()) {
      findings.push_back({.subject = Subject::kError,
                          .cell = cell,
                          .name = key,
                          .reason = "the baseline has it, and the report does not"});
      continue;
    }
    CompareError(cell, key + " mean", was->mean, is->mean, policy, findings);
    CompareError(cell, key + " p99", was->p99, is->p99, policy, findings);
    CompareError(cell, key + " max", was->max, is->max, policy, findings);
  }
  if (head.katago.has_value()) {
    const KatagoVerdict& verdict = *head.katago;
    findings.push_back({.subject = Subject::kError,
                        .cell = cell,
                        .name = "KataGo's limits for " + verdict.limits,
                        .verdict = verdict.pass ? Verdict::kPass : Verdict::kFail,
                        .reason = verdict.pass ? "" : "an error is over them"});
  }
}

}  // namespace

void CheckArtifact(const RunRecord& head, const RunRecord& base, const Policy& policy,
                   std::vector<Finding>& findings) {
  if (!base.artifact.has_value()) return;
  Finding finding = {.subject = Subject::kArtifact,
                     .cell = head.id,
                     .name = "package",
                     .limit = HashText(*base.artifact)};
  if (!head.artifact.has_value()) {
    finding.reason = head.artifact_reason;
  } else {
    finding.actual = HashText(*head.artifact);
    const bool same = *head.artifact == *base.artifact;
    finding.verdict = same || !policy.identical_artifacts ? Verdict::kPass : Verdict::kFail;
    if (!same) {
      finding.reason = policy.identical_artifacts
                           ? "other bytes than the baseline's"
                           : "other bytes than the baseline's, which the policy allows";
    }
  }
  findings.push_back(finding);
}

void CheckErrors(const RunRecord& head, const RunRecord& base, const Policy& policy,
                 std::vector<Finding>& findings) {
  if (!base.error.has_value()) return;
  if (!head.error.has_value()) {
    findings.push_back({.subject = Subject::kError,
                        .cell = head.id,
                        .name = "outputs",
                        .reason = "compared with nothing: " + head.error_reason});
    return;
  }
  if (base.backends.size() < 2) {
    CompareErrors(head.id, *head.error, *base.error, policy, findings);
    return;
  }
  for (const BackendRecord& was : base.backends) {
    const auto is = std::ranges::find(head.backends, was.backend, &BackendRecord::backend);
    if (was.errors.empty()) continue;
    const std::string cell = head.id + " on " + was.backend;
    if (is == head.backends.end() || is->errors.empty()) {
      findings.push_back({.subject = Subject::kError,
                          .cell = cell,
                          .name = "outputs",
                          .reason = "the baseline has them, and the report does not"});
      continue;
    }
    CompareErrors(cell, is->errors.front(), was.errors.front(), policy, findings);
  }
}

}  // namespace tidemark::harness
