// What it costs a process to be measured: the same conversion, sampled every 5 ms and practically
// never, in turn, so that a drift of the machine falls on both.

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "converter/testing/temp_dir.h"
#include "harness/measure/measured_command.h"
#include "harness/measure/statistics.h"

namespace tidemark::harness {
namespace {

constexpr int kRounds = 21;

struct Cost {
  double cpu_s = 0;
  double peak_bytes = 0;
};

// Absent if the command failed.
std::optional<Cost> CostOf(const std::vector<std::string>& words,
                           std::chrono::milliseconds interval) {
  const Sample sample =
      MeasureCommand({.program = words.front(), .words = words, .interval = interval}, 0);
  if (sample.exit.status != "ok" || !sample.peak_rss_bytes.has_value()) return std::nullopt;
  Cost cost = {.peak_bytes = static_cast<double>(*sample.peak_rss_bytes)};
  for (const PhaseRecord& phase : sample.phases) cost.cpu_s += phase.cpu_s.value_or(0);
  return cost;
}

// The medians over the rounds: of the CPU time of the sampled process over that of the other, which
// may be 1.01, and of how much its peak is higher, which may be 64 KiB.
void SamplingOverhead(benchmark::State& state) {
  const testing::TempDir folder;
  const std::string network = (folder.path() / "net.bin.gz").string();
  const std::string package = (folder.path() / "net.mlpackage").string();
  const std::string program = TIDEMARK_HARNESS;
  if (!CostOf({program, "synthesize", "b18c384nbt", network}, std::chrono::seconds(1))) {
    state.SkipWithError("the network could not be made");
    return;
  }
  const std::vector<std::string> convert = {program, "convert", network,
                                            package, "--force", "--no-sync"};
  std::vector<double> ratios;
  std::vector<double> sampled_peaks;
  std::vector<double> alone_peaks;
  for (auto _ : state) {
    const auto alone = CostOf(convert, std::chrono::hours(1));
    const auto sampled = CostOf(convert, std::chrono::milliseconds(5));
    if (!alone || !sampled || alone->cpu_s == 0) {
      state.SkipWithError("a process failed");
      return;
    }
    ratios.push_back(sampled->cpu_s / alone->cpu_s);
    sampled_peaks.push_back(sampled->peak_bytes);
    alone_peaks.push_back(alone->peak_bytes);
  }
  state.counters["cpu_ratio_median"] = Median(ratios);
  state.counters["cpu_ratio_limit"] = 1.01;
  state.counters["peak_difference_kib"] = (Median(sampled_peaks) - Median(alone_peaks)) / 1024;
  state.counters["peak_difference_limit_kib"] = 64;
}

BENCHMARK(SamplingOverhead)->Iterations(kRounds)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tidemark::harness
