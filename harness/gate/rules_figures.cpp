#include <algorithm>
#include <optional>

#include "harness/gate/rules.h"
#include "harness/measure/metric.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

// By how much a figure may grow, and which of the three allowances it is.
struct Allowance {
  double bytes = 0;
  std::string text = {};
};

Allowance AllowanceOf(const MetricRule& rule, double median, const NoiseFigure* noise) {
  Allowance allowed = {.bytes = static_cast<double>(rule.floor_bytes), .text = "the floor"};
  const double percent = median * rule.percent / 100;
  if (percent > allowed.bytes) allowed = {percent, PercentText(rule.percent)};
  const double chance = noise == nullptr ? 0 : rule.sigmas * noise->sigma_bytes;
  if (chance > allowed.bytes) {
    allowed = {chance, NumberText(rule.sigmas) + " sigma of the noise"};
  }
  return allowed;
}

std::string StepText(const Summary& from, const Summary& to, const Difference& difference) {
  std::string text = BytesText(from.median) + " -> " + BytesText(to.median) + ", " +
                     BytesDeltaText(difference.delta);
  if (difference.percent) text += " (" + PercentDeltaText(*difference.percent) + ")";
  return text;
}

// Judges a figure that both sides have enough samples of.
void Judge(const Summary& base, const Summary& head, Finding& finding) {
  const Difference& difference = *finding.difference;
  const double allowed = *finding.allowed_bytes;
  finding.actual = StepText(base, head, difference);
  finding.verdict = Verdict::kPass;
  if (difference.delta > allowed) {
    if (!difference.significant.has_value()) {
      finding.verdict = Verdict::kFail;
      finding.reason = "beyond what is allowed, and " + difference.reason;
    } else if (*difference.significant) {
      finding.verdict = Verdict::kFail;
      finding.reason = "grew";
    } else {
      finding.reason = "beyond what is allowed, but no more than chance would move it";
    }
  } else if (difference.delta < -allowed && difference.significant.value_or(false)) {
    finding.verdict = Verdict::kImproved;
  }
}

std::optional<Finding> CompareFigure(const RunRecord& head, const RunRecord& base,
                                     const MetricRule& rule, const NoiseRecord* noise,
                                     size_t min_samples) {
  const LifeMetric& metric = FindLifeMetric(rule.metric);
  const std::vector<double> was = ValuesOf(base.samples, metric);
  const std::vector<double> is = ValuesOf(head.samples, metric);
  if (was.empty() && is.empty()) return std::nullopt;
  Finding finding = {.subject = Subject::kFigure, .cell = head.id, .name = rule.metric};
  if (was.empty()) {
    finding.verdict = Verdict::kSkipped;
    finding.reason = "the baseline does not have it";
    return finding;
  }
  if (is.empty()) {
    finding.reason = "the baseline has it, and no sample that ended well does";
    return finding;
  }
  const Allowance allowed = AllowanceOf(
      rule, Median(was), noise == nullptr ? nullptr : FindNoise(*noise, head.id, rule.metric));
  finding.limit = "+" + BytesText(allowed.bytes) + " (" + allowed.text + ")";
  finding.allowed_bytes = allowed.bytes;
  finding.difference = CompareSamples(is, was);
  if (std::min(was.size(), is.size()) < min_samples) {
    finding.reason = "too few samples to decide on: " + std::to_string(was.size()) + " and " +
                     std::to_string(is.size()) + ", at least " + std::to_string(min_samples) +
                     " are needed";
    return finding;
  }
  Judge(Summarise(was).value(), Summarise(is).value(), finding);
  return finding;
}

// Many small steps, each allowed, may not add up.
std::optional<Finding> CompareWithAnchor(const RunRecord& head, const MetricRule& rule,
                                         const Anchor& anchor, double drift_percent) {
  const LifeMetric& metric = FindLifeMetric(rule.metric);
  const AnchorFigure* const was = FindAnchor(anchor, head.id, rule.metric);
  const std::optional<Summary> is = Summarise(ValuesOf(head.samples, metric));
  if (was == nullptr || !is.has_value()) return std::nullopt;
  const double ceiling = was->median_bytes + std::max(was->median_bytes * drift_percent / 100,
                                                      static_cast<double>(rule.floor_bytes));
  Finding finding = {.subject = Subject::kDrift,
                     .cell = head.id,
                     .name = rule.metric,
                     .verdict = Verdict::kPass,
                     .actual = BytesText(is->median) + ", " +
                               PercentDeltaText(100 * (is->median / was->median_bytes - 1)) +
                               " since the anchor",
                     .limit = BytesText(ceiling)};
  if (is->median > ceiling) {
    finding.verdict = Verdict::kFail;
    finding.reason = "drifted away from the anchor";
  }
  return finding;
}

}  // namespace

void CheckFigures(const RunRecord& head, const RunRecord& base, const Baseline& baseline,
                  const Policy& policy, std::vector<Finding>& findings) {
  const NoiseRecord* const noise =
      baseline.record && baseline.record->noise ? &*baseline.record->noise : nullptr;
  const size_t before = findings.size();
  for (const MetricRule& rule : policy.metrics) {
    if (const auto found = CompareFigure(head, base, rule, noise, policy.min_samples)) {
      findings.push_back(*found);
    }
    if (!baseline.record.has_value()) continue;
    if (const auto found =
            CompareWithAnchor(head, rule, baseline.record->anchor, policy.drift_percent)) {
      findings.push_back(*found);
    }
  }
  if (findings.size() > before) return;
  findings.push_back({.subject = Subject::kFigure,
                      .cell = head.id,
                      .name = "figures",
                      .reason = "neither report has a figure that the policy gates"});
}

}  // namespace tidemark::harness
