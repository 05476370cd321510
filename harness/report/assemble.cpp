#include "harness/report/assemble.h"

#include <string>
#include <vector>

#include "harness/measure/checks.h"
#include "harness/measure/effects.h"
#include "harness/measure/statistics.h"
#include "harness/report/limit_checks.h"
#include "harness/report/output_errors.h"
#include "harness/report/run_summary.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

// Below this gap two groups of samples are not told apart: the error of the kernel's page counters.
constexpr double kSmallestModeGap = 512 * 1024;
// Fewer samples than this on each side cannot show an effect.
constexpr int kEnoughRepeats = 4;

ModelFacts FactsOf(const MeasuredModel& model) {
  return {.name = model.name,
          .format_version = model.format_version,
          .file_sha256 = model.file_sha256,
          .content_sha256 = model.content_sha256,
          .file_bytes = model.file_bytes,
          .inflated_bytes = model.inflated_bytes,
          .parameters = model.parameters,
          .blocks = model.blocks,
          .trunk_channels = model.trunk_channels,
          .synthetic = model.synthetic};
}

void SetArtifact(const MeasuredCell& measured, Run& run) {
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

Run RunOf(const Cell& cell, const MeasuredCell& measured) {
  Run run = {.id = cell.id,
             .lever_set = cell.lever_set,
             .levers = cell.levers,
             .devices = cell.devices,
             .backend = "ane"};
  for (const CellRun& one : measured.runs) {
    run.samples.push_back(one.sample);
    run.emulated = run.emulated || one.emulated;
  }
  run.summary = SummariseRun(run.samples);
  SetArtifact(measured, run);
  if (measured.error.has_value()) {
    run.error = OutputErrorsFrom(measured.error->statistics, "eigen", measured.error->raw_max_abs);
  } else {
    run.error_reason = measured.error_reason;
  }
  return run;
}

void AddEffects(const Plan& plan, Report& report) {
  for (const Run& run : report.runs) {
    if (run.lever_set == plan.baseline) continue;
    for (const Run& base : report.runs) {
      if (base.lever_set != plan.baseline || base.devices != run.devices) continue;
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
  for (const Run& run : report.runs) {
    report.checks.push_back(
        AllEndedWell("every process of " + run.id + " ended well", run.samples));
    const Artifact artifact = run.artifact.value_or(Artifact{});
    artifacts.push_back({.run = run.id,
                         .weight_bin_sha256 = artifact.weight_bin_sha256,
                         .model_sha256 = artifact.model_sha256});
  }
  report.checks.push_back(ArtifactsIdentical("artifacts identical across lever sets", artifacts));
  for (size_t i = 0; i < report.runs.size(); ++i) {
    const std::vector<Check> checks = CheckLimits(report.runs[i], plan.cells[i].limits);
    report.checks.insert(report.checks.end(), checks.begin(), checks.end());
  }
}

void AddWarnings(const Plan& plan, const Campaign& campaign, Report& report) {
  const auto warn = [&report](std::string id, std::string run, std::string message) {
    report.warnings.push_back(
        {.id = std::move(id), .run = std::move(run), .message = std::move(message)});
  };
  if (plan.quick) warn("quick", "", "a quick run: figures to look at, not to gate on");
  if (!plan.quick && plan.scenario.repeats < kEnoughRepeats) {
    warn("few_repeats", "",
         "fewer than " + std::to_string(kEnoughRepeats) +
             " repeats cannot tell an effect from noise; raise --repeats");
  }
  if (plan.baseline.empty()) {
    warn("no_baseline", "", "no lever set without levers was run, so there are no effects");
  }
  if (campaign.positions.skipped > 0) {
    warn("skipped_cases", "",
         std::to_string(campaign.positions.skipped) +
             " recorded cases are over boards of another size and were not evaluated");
  }
  if (report.environment.build_type != "Release" || report.environment.sanitized) {
    warn("build", "", "this program is not a release build; its figures are not those of one");
  }
  if (!report.environment.peak_resettable) {
    warn("peak", "", "this system does not reset high-water marks; peaks of phases are missing");
  }
  for (const Run& run : report.runs) {
    const auto modes =
        FindTwoModes(ValuesOf(run.samples, &Sample::peak_rss_bytes), kSmallestModeGap);
    if (modes.has_value()) {
      warn("two_modes", run.id,
           "the peaks fall into two groups, around " + BytesText(modes->low.median) + " and " +
               BytesText(modes->high.median));
    }
    for (const Sample& sample : run.samples) {
      if (sample.steady_on_plateau == false) {
        warn("no_plateau", run.id,
             "the memory did not come to rest within settle.max; the steady figures are its last");
        break;
      }
    }
  }
}

}  // namespace

Report AssembleReport(const Plan& plan, const Campaign& campaign, const Environment& environment) {
  Report report = {.scenario = plan.scenario,
                   .quick = plan.quick,
                   .environment = environment,
                   .model = FactsOf(campaign.model)};
  for (size_t i = 0; i < plan.cells.size(); ++i) {
    report.runs.push_back(RunOf(plan.cells[i], campaign.cells[i]));
  }
  AddEffects(plan, report);
  AddChecks(plan, report);
  AddWarnings(plan, campaign, report);
  return report;
}

}  // namespace tidemark::harness
