#include <algorithm>
#include <optional>

#include "harness/gate/rules.h"
#include "harness/measure/metric.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

// How far the median of a figure of `run` is below that of `against`; absent where a side does not
// have it.
std::optional<double> Saving(const RunRecord& run, const RunRecord& against,
                             const LifeMetric& metric) {
  const auto with = Summarise(ValuesOf(run.samples, metric));
  const auto without = Summarise(ValuesOf(against.samples, metric));
  if (!with.has_value() || !without.has_value()) return std::nullopt;
  return without->median - with->median;
}

void Compare(const RunRecord& head, const RunRecord& head_against, const RunRecord& base,
             const RunRecord& base_against, const MetricRule& rule, const Policy& policy,
             std::vector<Finding>& findings) {
  const LifeMetric& metric = FindLifeMetric(rule.metric);
  const std::optional<double> saved = Saving(base, base_against, metric);
  const double floor =
      std::max(static_cast<double>(rule.floor_bytes),
               saved.has_value()
                   ? rule.percent / 100 * Summarise(ValuesOf(base_against.samples, metric))->median
                   : 0);
  // What a change would be allowed to add is no saving to speak of.
  if (!saved.has_value() || *saved <= 2 * floor) return;
  const double least = *saved - std::max(floor, *saved * policy.savings_percent / 100);
  Finding finding = {.subject = Subject::kSaving,
                     .cell = head.id,
                     .name = rule.metric + " against " + head_against.lever_set,
                     .limit = "at least " + BytesText(least) + " of " + BytesText(*saved)};
  const std::optional<double> saves = Saving(head, head_against, metric);
  if (!saves.has_value()) {
    finding.reason = "not measured";
  } else {
    finding.actual = "saves " + BytesText(*saves);
    finding.verdict = *saves >= least ? Verdict::kPass : Verdict::kFail;
    if (finding.verdict == Verdict::kFail) finding.reason = "saves less than it did";
  }
  findings.push_back(finding);
}

const RunRecord* FindSet(const Report& report, const std::string& set,
                         const std::vector<std::string>& devices) {
  for (const RunRecord& run : report.runs) {
    if (run.lever_set == set && run.devices == devices) return &run;
  }
  return nullptr;
}

}  // namespace

void CheckSavings(const Report& head, const Report& base, const Policy& policy,
                  std::vector<Finding>& findings) {
  for (const Effect& effect : base.effects) {
    if (effect.phase.has_value()) continue;
    for (const RunRecord& run : base.runs) {
      if (run.lever_set != effect.set || run.backend != effect.backend) continue;
      const RunRecord* const against = FindSet(base, effect.against, run.devices);
      const RunRecord* const now = FindRun(head, run.id);
      // Cells that are gone are told of as such.
      if (against == nullptr || now == nullptr) continue;
      const RunRecord* const now_against = FindRun(head, against->id);
      if (now_against == nullptr) continue;
      for (const MetricRule& rule : policy.metrics) {
        if (FindLifeMetric(rule.metric).is_growth) continue;
        Compare(*now, *now_against, run, *against, rule, policy, findings);
      }
    }
  }
}

}  // namespace tidemark::harness
