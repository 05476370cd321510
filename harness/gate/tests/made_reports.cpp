#include "harness/gate/tests/made_reports.h"

#include <cstddef>
#include <utility>

#include "harness/measure/effects.h"
#include "harness/report/run_summary.h"

namespace tidemark::harness::testing {

RunRecord MakeRun(const std::string& set, const LeverSet& levers, uint64_t peak, uint64_t steady) {
  RunRecord run = {.id = set + "/ane",
                   .lever_set = set,
                   .levers = levers,
                   .devices = {"ane"},
                   .backend = "ane",
                   .emulated = true};
  for (uint64_t i = 0; i < 5; ++i) {
    run.samples.push_back({.repeat = static_cast<int>(i),
                           .exit = {.code = 0},
                           .peak_rss_bytes = peak + i * 4096,
                           .steady_rss_bytes = steady + i * 4096,
                           .growth_bytes_per_evaluation = 0,
                           .phases = {{.name = "convert", .peak_rss_bytes = peak + i * 4096}}});
  }
  run.artifact = Artifact{.weight_bin_sha256 = "aa", .model_sha256 = "bb", .bytes = 7};
  reference::ErrorSummary error = {.n = 8, .mean = 0.001, .p90 = 0.002, .p99 = 0.003, .max = 0.004};
  run.error = OutputErrors{.positions = 8};
  run.error->metrics[static_cast<size_t>(reference::ErrorMetric::kWinrate)] = error;
  run.error->katago = KatagoVerdict{.limits = "current",
                                    .closest_p99 = {.metric = "winrate", .ratio = 0.1},
                                    .closest_max = {.metric = "winrate", .ratio = 0.1},
                                    .pass = true};
  run.summary = SummariseRun(run.samples);
  return run;
}

void Conclude(Report& report) {
  report.effects.clear();
  report.checks.clear();
  for (RunRecord& run : report.runs) {
    run.summary = SummariseRun(run.samples);
    report.checks.push_back(
        AllEndedWell("every process of " + run.id + " ended well", run.samples));
    if (run.lever_set == "off") continue;
    const RunRecord* const off = FindRun(report, "off/ane");
    if (off == nullptr) continue;
    for (Effect& effect :
         EffectsOf({.set = run.lever_set, .backend = run.backend}, run.samples, off->samples)) {
      report.effects.push_back(std::move(effect));
    }
  }
}

Report MakeReport() {
  Report report = {
      .scenario = {.name = "made",
                   .model = {.synthesize = "b2c16"},
                   .lever_sets = {{.name = "off"}, {.name = "all", .levers = AllLevers()}}}};
  report.environment.host_class = "linux-x86_64-4KiB-glibc_2.36-2cpu";
  report.environment.build_type = "Release";
  report.environment.primary_metric = "rss";
  report.environment.git_commit.value = "0123abc";
  report.environment.tidemark_version = "0.1.0";
  report.model = {.name = "b2c16", .content_sha256 = "cc"};
  report.runs = {MakeRun("off", {}, 500 * kMiB, 300 * kMiB),
                 MakeRun("all", AllLevers(), 64 * kMiB, 60 * kMiB)};
  Conclude(report);
  return report;
}

void Grow(Report& report, const std::string& cell, int64_t peak, int64_t steady) {
  for (RunRecord& run : report.runs) {
    if (run.id != cell) continue;
    for (Sample& sample : run.samples) {
      *sample.peak_rss_bytes += static_cast<uint64_t>(peak);
      *sample.steady_rss_bytes += static_cast<uint64_t>(steady);
      for (PhaseRecord& phase : sample.phases) *phase.peak_rss_bytes += static_cast<uint64_t>(peak);
    }
  }
  Conclude(report);
}

}  // namespace tidemark::harness::testing
