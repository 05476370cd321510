#include "harness/report/assemble.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "harness/report/conclude.h"
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
  if (!run.artifact.has_value()) run.artifact_reason = kNothingConverted;
}

// The layers are those of the first process that ended well; the times stay with the samples.
void SetProfile(const MeasuredCell& measured, RunRecord& run) {
  run.profile_reason = kNothingEvaluated;
  for (size_t i = 0; i < measured.runs.size(); ++i) {
    const CellRun& one = measured.runs[i];
    if (one.sample.exit.status != "ok" || one.profiles.empty()) continue;
    LayerProfile profile = ProfileOf(one.profiles);
    if (profile.layers.empty()) {
      run.profile_reason = "no device of this run tells what its layers cost";
      continue;
    }
    if (run.profile.has_value() && !SameLayers(*run.profile, profile)) {
      run.profile.reset();
      run.profile_reason = "the repeats evaluated different layers";
      for (Sample& sample : run.samples) sample.profile.reset();
      return;
    }
    SampleProfile& times = run.samples[i].profile.emplace();
    times.evaluations = profile.evaluations;
    for (const ProfiledLayer& layer : profile.layers) times.wall_s.push_back(layer.wall_s);
    if (!run.profile.has_value()) run.profile = std::move(profile);
  }
  if (!run.profile.has_value()) return;
  run.profile_reason.clear();
  SummariseProfile(run.samples, *run.profile);
}

RunRecord RunOf(const Cell& cell, const MeasuredCell& measured, bool profiled) {
  RunRecord run = {.id = cell.id,
                   .lever_set = cell.lever_set,
                   .levers = cell.levers,
                   .devices = cell.devices,
                   .backend = cell.devices.empty() ? "none" : JoinDevices(cell.devices),
                   .backends = BackendsOf(measured)};
  run.inactive_levers = InactiveLevers(cell.levers, ParseDevices(cell.devices));
  for (const CellRun& one : measured.runs) run.samples.push_back(one.sample);
  run.emulated = std::ranges::any_of(run.backends, &BackendRecord::emulated);
  SetArtifact(measured, run);
  if (profiled) SetProfile(measured, run);
  if (const OutputErrors* const worst = WorstOf(run.backends)) {
    run.error = *worst;
  } else {
    run.error_reason = measured.error_reason;
  }
  return run;
}

// What only the campaign knows.
std::vector<Warning> NotesOf(const Campaign& campaign) {
  std::vector<Warning> notes;
  if (campaign.positions.skipped > 0) {
    notes.push_back({.id = kSkippedCases,
                     .message = std::to_string(campaign.positions.skipped) +
                                " positions are over boards of another size and were not "
                                "evaluated"});
  }
  for (const std::string& warning : campaign.positions.warnings) {
    notes.push_back({.id = kPositionsWarning, .message = warning});
  }
  for (const std::string& lost : campaign.lost_artifacts) {
    notes.push_back({.id = kLostArtifacts, .message = "not kept: " + lost});
  }
  return notes;
}

}  // namespace

Report AssembleReport(const Plan& plan, const Campaign& campaign, const Environment& environment) {
  Report report = {.scenario = plan.scenario,
                   .quick = plan.quick,
                   .shard = plan.shard,
                   .environment = environment,
                   .model = campaign.model.facts,
                   .floor = FloorOf(campaign.floor)};
  for (size_t i = 0; i < plan.cells.size(); ++i) {
    report.runs.push_back(RunOf(plan.cells[i], campaign.cells[i], plan.scenario.profile));
  }
  Conclude(report, NotesOf(campaign));
  return report;
}

}  // namespace tidemark::harness
