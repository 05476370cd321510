#include "harness/report/warnings.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include "harness/measure/metric.h"
#include "harness/measure/statistics.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

constexpr int kEnoughRepeats = 5;
constexpr double kModeGapBytes = 512 * 1024;
constexpr uint64_t kLatePointsOneIn = 20;

struct Figure {
  std::string_view name;
  std::optional<uint64_t> Sample::*value;
};

constexpr auto kFigures = std::to_array<Figure>({
    {"peak RSS", &Sample::peak_rss_bytes},
    {"steady RSS", &Sample::steady_rss_bytes},
    {"conversion peak", &Sample::conversion_peak_rss_bytes},
    {"peak footprint", &Sample::peak_footprint_bytes},
    {"steady footprint", &Sample::steady_footprint_bytes},
});

std::string CountOf(size_t part, size_t whole) {
  return std::to_string(part) + " of " + std::to_string(whole);
}

void AboutBuild(const Report& report, std::vector<Warning>& warnings) {
  const Environment& environment = report.environment;
  if (environment.sanitized) {
    warnings.push_back({.id = "sanitized_build",
                        .message = "built with sanitizers, whose own memory is in every figure"});
  }
  if (environment.build_type != "Release") {
    warnings.push_back({.id = "debug_build",
                        .message = "the build type is " + environment.build_type +
                                   "; figures of a Release build differ"});
  }
}

void AboutPrecision(const Report& report, std::vector<Warning>& warnings) {
  const bool is_demoted = std::ranges::any_of(report.runs, [](const RunRecord& run) {
    return run.artifact.has_value() && run.artifact->tier == "full";
  });
  if (!is_demoted || report.scenario.precision != converter::Precision::kFloat16) return;
  warnings.push_back({.id = "demoted",
                      .message = "fp16 was asked for and fp32 was built: transformer blocks in a "
                                 "trunk this narrow lose too much in fp16"});
}

void AboutPlan(const Report& report, std::vector<Warning>& warnings) {
  if (report.quick) {
    warnings.push_back(
        {.id = "quick", .message = "a quick run: figures to look at, not to gate on"});
  }
  // A quick run has few repeats by its nature.
  if (report.scenario.repeats < kEnoughRepeats && !report.quick) {
    warnings.push_back({.id = "few_repeats",
                        .message = "less than " + std::to_string(kEnoughRepeats) +
                                   " repeats cannot show that a difference is real; "
                                   "raise \"repeats\" or --repeats"});
  }
  if (report.shard.has_value()) {
    const size_t cells = report.scenario.lever_sets.size() * report.scenario.devices.size();
    warnings.push_back({.id = "shard",
                        .message = "shard " + FormatShard(*report.shard) + " has " +
                                   CountOf(report.runs.size(), cells) +
                                   " cells; `harness merge` joins the shards' reports"});
  }
  for (const NamedLevers& set : report.scenario.lever_sets) {
    if (!set.leak.has_value()) continue;
    warnings.push_back({.id = "leak",
                        .message = "the processes of " + set.name + " lose " +
                                   BytesText(static_cast<double>(set.leak->bytes)) +
                                   " on purpose, in " + set.leak->phase});
  }
  if (report.scenario.profile) {
    warnings.push_back({.id = "profile",
                        .message = "layers were timed: times and memory of the processes include "
                                   "what that takes"});
  }
  if (report.scenario.command.empty() && BaselineOf(report.scenario) == nullptr &&
      report.effects.empty()) {
    warnings.push_back({.id = "no_baseline",
                        .message = "no lever set without levers ran, so there are no effects"});
  }
}

void AboutSamples(const RunRecord& run, std::vector<Warning>& warnings) {
  std::map<std::string, size_t> failed;
  size_t restless = 0;
  size_t summed = 0;
  size_t bounded = 0;
  size_t late = 0;
  for (const Sample& sample : run.samples) {
    if (sample.exit.status != "ok") ++failed[sample.exit.status];
    if (sample.steady_on_plateau == false) ++restless;
    if (sample.tree && sample.tree->peak_from == "sampled_sum") ++summed;
    if (sample.tree && sample.tree->peak_from == "sampled_mark") ++bounded;
    const size_t points =
        std::max(sample.timeline.rss_bytes.size(), sample.timeline.footprint_bytes.size());
    if (sample.timeline.repeated_points * kLatePointsOneIn > points) ++late;
  }
  for (const auto& [status, count] : failed) {
    warnings.push_back(
        {.id = "failed_samples",
         .run = run.id,
         .message = CountOf(count, run.samples.size()) + " processes ended with status " + status});
  }
  if (restless > 0) {
    warnings.push_back({.id = "no_plateau",
                        .run = run.id,
                        .message = CountOf(restless, run.samples.size()) +
                                   " steady states were read while memory still moved; "
                                   "raise \"settle.max\""});
  }
  for (const Figure& figure : kFigures) {
    const auto modes = FindTwoModes(ValuesOf(run.samples, figure.value), kModeGapBytes);
    if (!modes.has_value()) continue;
    warnings.push_back({.id = "two_modes",
                        .run = run.id,
                        .message = std::string(figure.name) + " falls into two groups, around " +
                                   BytesText(modes->low.median) + " (" +
                                   std::to_string(modes->low.n) + ") and " +
                                   BytesText(modes->high.median) + " (" +
                                   std::to_string(modes->high.n) + "): its median says little"});
  }
  if (summed > 0) {
    warnings.push_back({.id = "sampled_peak",
                        .run = run.id,
                        .message = CountOf(summed, run.samples.size()) +
                                   " peaks are sums over several processes that were sampled: a "
                                   "short peak may be missed, and shared pages count in each"});
  }
  if (bounded > 0) {
    warnings.push_back({.id = "peak_not_exact",
                        .run = run.id,
                        .message = CountOf(bounded, run.samples.size()) +
                                   " peaks are high-water marks that were read before the process "
                                   "ended: lower bounds"});
  }
  if (late > 0) {
    warnings.push_back({.id = "late_timeline",
                        .run = run.id,
                        .message = CountOf(late, run.samples.size()) +
                                   " timelines have gaps; the machine was busy"});
  }
}

}  // namespace

std::vector<Warning> FindWarnings(const Report& report) {
  std::vector<Warning> warnings;
  AboutBuild(report, warnings);
  AboutPlan(report, warnings);
  AboutPrecision(report, warnings);
  for (const RunRecord& run : report.runs) AboutSamples(run, warnings);
  return warnings;
}

std::vector<Warning> FindRunWarnings(const RunRecord& run) {
  std::vector<Warning> warnings;
  AboutSamples(run, warnings);
  return warnings;
}

}  // namespace tidemark::harness
