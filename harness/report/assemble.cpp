#include "harness/report/assemble.h"

#include <algorithm>
#include <string>
#include <vector>

#include "harness/measure/checks.h"
#include "harness/measure/effects.h"
#include "harness/report/limit_checks.h"
#include "harness/report/output_errors.h"
#include "harness/report/run_summary.h"
#include "harness/report/warnings.h"

namespace tidemark::harness {
namespace {

Floor FloorOf(const Sample& sample) {
  return {.peak_rss_bytes = sample.peak_rss_bytes,
          .steady_rss_bytes = sample.steady_rss_bytes,
          .steady_anon_bytes = sample.steady_anon_bytes,
          .peak_footprint_bytes = sample.peak_footprint_bytes,
          .steady_footprint_bytes = sample.steady_footprint_bytes};
}

void SetArtifact(const MeasuredCell& measured, RunRecord& run) {
  for (const CellRun& one : measured.runs) {
    if (!one.artifact.has_value()) continue;
    if (run.artifact.has_value() && *run.artifact != *one.artifact) {
      run.artifact.reset();
      run.artifact_reason = "the repeats converted to different packages";
      return;
    }
    run.artifact = one.artifact;
  }
  if (!run.artifact.has_value()) run.artifact_reason = "no process of this cell converted";
}

RunRecord RunOf(const Cell& cell, const MeasuredCell& measured, converter::Precision precision) {
  RunRecord run = {.id = cell.id,
                   .lever_set = cell.lever_set,
                   .levers = cell.levers,
                   .devices = cell.devices,
                   .backend = cell.devices.empty() ? "none" : "ane"};
  for (const CellRun& one : measured.runs) {
    run.samples.push_back(one.sample);
    run.emulated = run.emulated || one.emulated;
  }
  run.summary = SummariseRun(run.samples);
  SetArtifact(measured, run);
  if (measured.error.has_value()) {
    run.error = OutputErrorsFrom(measured.error->statistics, "eigen", measured.error->raw_max_abs,
                                 reference::LimitSetOf(precision));
  } else {
    run.error_reason = measured.error_reason;
  }
  return run;
}

// Everything against everything but one lever.
bool IsOnTop(const RunRecord& run, const RunRecord& base) {
  return run.levers == AllLevers() && std::ranges::any_of(Levers(), [&](const LeverInfo& info) {
           return base.levers == AllWithout(info.lever);
         });
}

// Each set against the baseline, and the whole against itself without one lever.
void AddEffects(const Plan& plan, Report& report) {
  for (const RunRecord& run : report.runs) {
    if (run.lever_set == plan.baseline) continue;
    for (const RunRecord& base : report.runs) {
      if (base.devices != run.devices) continue;
      if (base.lever_set != plan.baseline && !IsOnTop(run, base)) continue;
      const auto effects = EffectsOf({.set = run.lever_set,
                                      .levers = run.levers.ids(),
                                      .backend = run.backend,
                                      .against = base.lever_set},
                                     run.samples, base.samples);
      report.effects.insert(report.effects.end(), effects.begin(), effects.end());
    }
  }
}

void AddChecks(const Plan& plan, Report& report) {
  std::vector<ArtifactHashes> artifacts;
  for (const RunRecord& run : report.runs) {
    report.checks.push_back(
        AllEndedWell("every process of " + run.id + " ended well", run.samples));
    const Artifact artifact = run.artifact.value_or(Artifact{});
    artifacts.push_back({.run = run.id,
                         .weight_bin_sha256 = artifact.weight_bin_sha256,
                         .model_sha256 = artifact.model_sha256});
  }
  report.checks.push_back(ArtifactsIdentical("artifacts identical across lever sets", artifacts));
  for (size_t i = 0; i < report.runs.size(); ++i) {
    const std::vector<Check> checks = CheckLimits(report, report.runs[i], plan.cells[i].limits);
    report.checks.insert(report.checks.end(), checks.begin(), checks.end());
  }
}

void AddWarnings(const Campaign& campaign, Report& report) {
  report.warnings = FindWarnings(report);
  if (campaign.positions.skipped > 0) {
    report.warnings.push_back(
        {.id = "skipped_cases",
         .message = std::to_string(campaign.positions.skipped) +
                    " positions are over boards of another size and were not evaluated"});
  }
  for (const std::string& warning : campaign.positions.warnings) {
    report.warnings.push_back({.id = "positions", .message = warning});
  }
  if (!report.environment.peak_resettable) {
    report.warnings.push_back(
        {.id = "no_peak_reset",
         .message = "this system does not reset high-water marks; peaks of phases are missing"});
  }
}

}  // namespace

Report AssembleReport(const Plan& plan, const Campaign& campaign, const Environment& environment) {
  Report report = {.scenario = plan.scenario,
                   .quick = plan.quick,
                   .environment = environment,
                   .model = campaign.model.facts,
                   .floor = FloorOf(campaign.floor)};
  for (size_t i = 0; i < plan.cells.size(); ++i) {
    report.runs.push_back(RunOf(plan.cells[i], campaign.cells[i], plan.scenario.precision));
  }
  AddEffects(plan, report);
  AddChecks(plan, report);
  AddWarnings(campaign, report);
  return report;
}

}  // namespace tidemark::harness
