#include "harness/report/tests/hand_made_report.h"

#include <limits>

namespace tidemark::harness::testing {

Report HandMadeReport() {
  const auto summary = [](double value) {
    return Summary{.min = value, .median = value, .max = value, .n = 1};
  };
  const auto sample = [](uint64_t peak, uint64_t steady, uint64_t conversion) {
    const MemoryReading end = {.rss_bytes = steady,
                               .anon_bytes = steady - kMiB,
                               .file_bytes = kMiB,
                               .shmem_bytes = 0,
                               .lazyfree_bytes = 0,
                               .swap_bytes = 0};
    return Sample{
        .exit = {.code = 0},
        .peak_rss_bytes = peak,
        .steady_rss_bytes = steady,
        .steady_anon_bytes = steady - kMiB,
        .steady_file_bytes = kMiB,
        .trimmed_rss_bytes = steady,
        .trimmed_anon_bytes = steady - kMiB,
        .steady_on_plateau = true,
        .growth_bytes_per_evaluation = 0.5,
        .conversion_peak_rss_bytes = conversion,
        .evaluate_s = {0.25, 0.125},
        .phases = {{.name = "convert",
                    .wall_s = 2,
                    .cpu_s = 1.5,
                    .peak_rss_bytes = conversion,
                    .end = end,
                    .owners = {{.name = "parsed weights", .bytes = 100 * kMiB}}}},
        .timeline = {.interval_s = 0.005, .rss_bytes = {kMiB, peak}, .anon_bytes = {kMiB, peak}}};
  };
  Report report;
  report.scenario = {.name = "hand",
                     .model = {.synthesize = "b2c16", .seed = 3},
                     .lever_sets = {{"off", {}}, {"seed", SeedLevers()}},
                     .repeats = 2,
                     .positions = {.random = 2},
                     .limits = {{"seed/ane", {{"peak_rss", 140.0 * kMiB}, {"winrate_max", 0.01}}}}};
  report.environment = {.os = "linux",
                        .kernel = "6.18.0",
                        .arch = "x86_64",
                        .cpu = {.value = "Model T"},
                        .cores = 2,
                        .page_size_bytes = 4096,
                        .allocator = "glibc 2.36",
                        .thp = {.value = "madvise"},
                        .peak_resettable = true,
                        .primary_metric = "rss",
                        .tidemark_version = "0.1.0",
                        .git_commit = {.reason = "not built from a git checkout"},
                        .build_type = "Release",
                        .compiler = "GCC 12.2.0",
                        .host_class = "linux-x86_64-4KiB-glibc_2.36-2cpu"};
  report.model = {.name = "b2c16-s3",
                  .format_version = 15,
                  .file_sha256 = "f11e",
                  .content_sha256 = "c0de",
                  .file_bytes = 90 * kMiB,
                  .inflated_bytes = 100 * kMiB,
                  .parameters = 25 * kMiB,
                  .blocks = 2,
                  .trunk_channels = 16,
                  .synthetic = true,
                  .layers = {{{.name = "model.blocks.0.conv",
                               .kind = "convolution",
                               .parameters = 24 * kMiB,
                               .stored_bytes = 96 * kMiB},
                              {.name = "model.policy_head.linear",
                               .kind = "linear",
                               .parameters = kMiB,
                               .stored_bytes = 4 * kMiB}}}};
  report.floor = {
      .peak_rss_bytes = 5 * kMiB, .steady_rss_bytes = 5 * kMiB, .steady_anon_bytes = kMiB};

  RunRecord off = {.id = "off/ane", .lever_set = "off", .devices = {"ane"}, .backend = "ane"};
  off.emulated = true;
  off.samples = {sample(600 * kMiB, 150 * kMiB, 550 * kMiB),
                 {.repeat = 1,
                  .exit = {.status = "crashed", .signal = 11},
                  .growth_reason = "the process ended before it was measured",
                  .phases = {{.name = "load", .finished = false}},
                  .timeline = {.interval_s = 0.005}}};
  off.summary = {.peak_rss = summary(600 * kMiB),
                 .steady_rss = summary(150 * kMiB),
                 .steady_anon = summary(149 * kMiB),
                 .steady_file = summary(kMiB),
                 .peak_anon = summary(600 * kMiB),
                 .trimmed_rss = summary(150 * kMiB),
                 .trimmed_anon = summary(149 * kMiB),
                 .conversion_peak_rss = summary(550 * kMiB),
                 .conversion_wall_s = summary(2),
                 .conversion_cpu_s = summary(1.5),
                 .growth_per_evaluation = summary(0.5),
                 .evaluate_s = Summary{.min = 0.125, .median = 0.1875, .max = 0.25, .n = 2},
                 .wall_s = summary(2),
                 .cpu_s = summary(1.5)};
  off.artifact = Artifact{"0123456789abcdef", "fedcba9876543210", 50 * kMiB};
  off.error_reason = "a sample crashed";

  RunRecord seed = {.id = "seed/ane",
                    .lever_set = "seed",
                    .levers = SeedLevers(),
                    .devices = {"ane"},
                    .backend = "ane"};
  seed.emulated = true;
  seed.samples = {sample(120 * kMiB, 60 * kMiB, 110 * kMiB)};
  seed.summary = {.peak_rss = summary(120 * kMiB),
                  .steady_rss = summary(60 * kMiB),
                  .conversion_peak_rss = summary(110 * kMiB)};
  seed.artifact = off.artifact;
  seed.error = OutputErrors{.positions = 2, .raw_max_abs = 0.03125};
  for (auto& metric : seed.error->metrics) {
    metric =
        reference::ErrorSummary{.n = 2, .mean = 0.001, .p90 = 0.0005, .p99 = 0.0005, .max = 0.0015};
  }
  seed.error->metrics[static_cast<size_t>(reference::ErrorMetric::kPolicyKl)]->max =
      std::numeric_limits<double>::infinity();
  seed.error->katago = KatagoVerdict{
      .limits = "current",
      .closest_p99 = {.metric = "winrate", .ratio = 0.025},
      .closest_max = {.metric = "policy_kl", .ratio = std::numeric_limits<double>::infinity()}};
  report.runs = {off, seed};

  Effect life = {.set = "seed",
                 .levers = {"weight_views", "stream_gzip", "release_weights"},
                 .backend = "ane"};
  life.metrics = {
      {.metric = "peak_rss_bytes",
       .difference = Difference{.delta = -480.0 * kMiB,
                                .percent = -80,
                                .ci95 = Interval{-481.0 * kMiB, -479.0 * kMiB},
                                .p = 0.03,
                                .significant = true}},
      {.metric = "steady_rss_bytes",
       .difference =
           Difference{.delta = -90.0 * kMiB, .percent = -60, .p = 1, .reason = "too few samples"}},
      {.metric = "steady_anon_bytes", .reason = "seed has no such figure"}};
  Effect convert = {.set = "seed", .levers = life.levers, .backend = "ane", .phase = "convert"};
  convert.metrics = {{.metric = "peak_rss_bytes",
                      .difference = Difference{.delta = 0, .p = 1, .reason = "too few samples"}}};
  report.effects = {life, convert};
  report.checks = {{.name = "artifacts identical across lever sets",
                    .status = CheckStatus::kPass,
                    .actual = "identical",
                    .limit = "identical"},
                   {.name = "every process of off/ane ended well",
                    .status = CheckStatus::kFail,
                    .actual = "1 of 2",
                    .limit = "all",
                    .reason = "1 crashed"},
                   {.name = "recorded cases", .status = CheckStatus::kSkipped, .reason = "none"}};
  report.warnings = {
      {.id = "few_repeats", .message = "less than 5 repeats"},
      {.id = "failed_samples", .run = "off/ane", .message = "1 of 2 processes crashed"}};
  return report;
}

Report HandMadeProfiledReport() {
  Report report = HandMadeReport();
  report.scenario.profile = true;
  for (RunRecord& run : report.runs) {
    run.samples[0].profile =
        SampleProfile{.evaluations = 4, .wall_s = {0.00048828125, 0.005859375, 0.001953125}};
    run.profile = LayerProfile{.samples = 1,
                               .evaluations = 4,
                               .layers = {{.backend = "ane",
                                           .layer = "mask",
                                           .operation = "cast",
                                           .calls = 1,
                                           .wall_s = 0.00048828125,
                                           .activation_bytes = 2888},
                                          {.backend = "ane",
                                           .layer = "model.conv|1",
                                           .operation = "conv",
                                           .calls = 1,
                                           .wall_s = 0.005859375,
                                           .operations = 1.2e9,
                                           .weight_bytes = 3 * kMiB,
                                           .activation_bytes = 2 * kMiB},
                                          {.backend = "ane",
                                           .layer = "head",
                                           .operation = "matmul",
                                           .calls = 2,
                                           .wall_s = 0.001953125,
                                           .operations = 1e8,
                                           .weight_bytes = kMiB,
                                           .activation_bytes = 512}}};
  }
  return report;
}

Report HandMadeCommandReport() {
  const auto summary = [](double value) {
    return Summary{.min = value, .median = value, .max = value, .n = 1};
  };
  const MemoryReading end = {.rss_bytes = 40 * kMiB,
                             .anon_bytes = 39 * kMiB,
                             .file_bytes = kMiB,
                             .shmem_bytes = 0,
                             .swap_bytes = 0};
  const Sample good = {
      .exit = {.code = 0},
      .peak_rss_bytes = 50 * kMiB,
      .growth_reason = "nothing is evaluated where an external command is measured",
      .phases =
          {{.name = "start", .wall_s = 0.5, .cpu_s = 0.25, .peak_rss_bytes = 8 * kMiB, .end = end},
           {.name = "load", .wall_s = 1.5, .cpu_s = 1.25, .peak_rss_bytes = 50 * kMiB, .end = end}},
      .timeline = {.interval_s = 0.005, .rss_bytes = {40 * kMiB}, .anon_bytes = {39 * kMiB}},
      .tree = CommandTree{.processes = 1,
                          .largest_peak_rss_bytes = 50 * kMiB,
                          .sampled_peak_rss_bytes = 40 * kMiB,
                          .peak_from = "high_water_mark"}};
  const Sample crashed = {
      .repeat = 1,
      .exit = {.status = "crashed", .signal = 6, .message = "killed by signal 6 (Aborted)"},
      .peak_rss_bytes = 70 * kMiB,
      .growth_reason = good.growth_reason,
      .phases = {{.name = "idle", .finished = false, .wall_s = 1, .cpu_s = 1}},
      .timeline = {.interval_s = 0.005},
      .tree = CommandTree{
          .processes = 2, .sampled_peak_rss_bytes = 70 * kMiB, .peak_from = "sampled_sum"}};
  Report report;
  report.scenario.name = "other";
  report.scenario.command = {"/opt/other", "net bin", "--fast"};
  report.scenario.devices = {{}};
  report.scenario.repeats = 2;
  report.environment = HandMadeReport().environment;
  report.model_reason = "external commands alone were measured";
  report.floor.reason = "the floor of another program is not known";
  RunRecord run = {.id = "other/command", .lever_set = "other", .backend = "none"};
  run.command = report.scenario.command;
  run.samples = {good, crashed};
  run.summary = {.peak_rss = summary(50 * kMiB),
                 .peak_anon = summary(39 * kMiB),
                 .wall_s = summary(2),
                 .cpu_s = summary(1.5)};
  run.artifact_reason = "what an external command writes is not read";
  run.error_reason = "nothing is evaluated where an external command is measured";
  report.runs = {run};
  report.checks = {{.name = "every process of other/command ended well",
                    .status = CheckStatus::kFail,
                    .actual = "1 of 2",
                    .limit = "all",
                    .reason = "repeat 1: crashed"}};
  return report;
}

}  // namespace tidemark::harness::testing
