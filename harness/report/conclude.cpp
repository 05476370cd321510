#include "harness/report/conclude.h"

#include <algorithm>
#include <string>
#include <utility>

#include "harness/measure/checks.h"
#include "harness/measure/effects.h"
#include "harness/report/limit_checks.h"
#include "harness/report/run_summary.h"
#include "harness/report/warnings.h"

namespace tidemark::harness {
namespace {

// Everything against everything but one lever.
bool IsOnTop(const RunRecord& run, const RunRecord& base) {
  return run.levers == AllLevers() && std::ranges::any_of(Levers(), [&](const LeverInfo& info) {
           return base.levers == AllWithout(info.lever);
         });
}

// Each set against the baseline, and the whole against itself without one lever.
void AddEffects(Report& report) {
  const NamedLevers* const found = BaselineOf(report.scenario);
  const std::string baseline = found == nullptr ? "" : found->name;
  for (const RunRecord& run : report.runs) {
    if (run.lever_set == baseline) continue;
    for (const RunRecord& base : report.runs) {
      if (base.devices != run.devices) continue;
      if (base.lever_set != baseline && !IsOnTop(run, base)) continue;
      const auto effects = EffectsOf({.set = run.lever_set,
                                      .levers = run.levers.ids(),
                                      .backend = run.backend,
                                      .against = base.lever_set},
                                     run.samples, base.samples);
      report.effects.insert(report.effects.end(), effects.begin(), effects.end());
    }
  }
}

// A part proves nothing about the whole.
Check ShardCheck(const Report& report) {
  return {.name = kEveryShardIsThere,
          .status = CheckStatus::kSkipped,
          .actual = FormatShard(*report.shard),
          .limit = "all",
          .reason = "this report is one of several parts; `harness merge` joins them"};
}

// A GPU alone runs the network itself.
bool Converts(const RunRecord& run) {
  return run.devices.empty() || std::ranges::find(run.devices, "ane") != run.devices.end();
}

void AddChecks(Report& report) {
  std::vector<ArtifactHashes> artifacts;
  for (const RunRecord& run : report.runs) {
    Check ended = AllEndedWell("every process of " + run.id + " ended well", run.samples);
    ended.run = run.id;
    report.checks.push_back(std::move(ended));
    if (!Converts(run)) continue;
    const Artifact artifact = run.artifact.value_or(Artifact{});
    artifacts.push_back({.run = run.id,
                         .weight_bin_sha256 = artifact.weight_bin_sha256,
                         .model_sha256 = artifact.model_sha256});
  }
  if (std::ranges::any_of(report.runs, Converts) || report.runs.empty()) {
    report.checks.push_back(ArtifactsIdentical("artifacts identical across lever sets", artifacts));
  }
  for (const RunRecord& run : report.runs) {
    const std::vector<Check> checks = CheckLimits(report, run, LimitsOf(report.scenario, run.id));
    report.checks.insert(report.checks.end(), checks.begin(), checks.end());
  }
  if (report.shard.has_value()) report.checks.push_back(ShardCheck(report));
}

}  // namespace

void Conclude(Report& report, const std::vector<Warning>& notes) {
  report.effects.clear();
  report.checks.clear();
  report.warnings.clear();
  for (RunRecord& run : report.runs) run.summary = SummariseRun(run.samples);
  AddEffects(report);
  AddChecks(report);
  report.warnings = FindWarnings(report);
  report.warnings.insert(report.warnings.end(), notes.begin(), notes.end());
  if (!report.environment.peak_resettable) {
    report.warnings.push_back(
        {.id = "no_peak_reset",
         .message = "this system does not reset high-water marks; peaks of phases are missing"});
  }
}

}  // namespace tidemark::harness
