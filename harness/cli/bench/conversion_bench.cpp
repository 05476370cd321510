// What a conversion costs against inflating its network alone, process against process. The two run
// in turn, so that a drift of the machine falls on both, and each round gives one ratio.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "converter/testing/temp_dir.h"
#include "harness/measure/statistics.h"

namespace tidemark::harness {
namespace {

constexpr int kRounds = 11;

struct Cost {
  double cpu_s = 0;
  double wall_s = 0;
  bool failed = false;
};

double ChildrenCpu() {
  rusage usage = {};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// For the shell, whatever the folder for temporary files is called.
std::string Word(const std::string& text) { return "'" + text + "'"; }

Cost Run(const std::string& command) {
  const double cpu = ChildrenCpu();
  const auto begin = std::chrono::steady_clock::now();
  const int status = std::system((command + " >/dev/null 2>&1").c_str());
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  return {.cpu_s = ChildrenCpu() - cpu, .wall_s = wall.count(), .failed = status != 0};
}

// What the median of each ratio may be at most; 0 where nothing is asked.
struct Limits {
  double cpu = 0;
  double wall = 0;
};

Limits LimitsOf(const std::string& architecture, const std::string& inflate) {
  if (inflate == "gzip") return {.cpu = 0.8};
  return {.cpu = 1.3, .wall = architecture == "b18c384nbt" ? 1.2 : 1.1};
}

void Count(benchmark::State& state, const std::string& name, const std::vector<double>& ratios,
           double limit) {
  const std::optional<Summary> summary = Summarise(ratios);
  if (!summary.has_value()) return;
  state.counters[name + "_min"] = summary->min;
  state.counters[name + "_median"] = summary->median;
  state.counters[name + "_max"] = summary->max;
  if (limit > 0) state.counters[name + "_limit"] = limit;
}

// `inflate` is "igzip" or "gzip".
void ConversionAgainst(benchmark::State& state, const std::string& architecture,
                       const std::string& inflate) {
  const testing::TempDir folder;
  const std::string network = Word((folder.path() / "net.bin.gz").string());
  const std::string package = Word((folder.path() / "net.mlpackage").string());
  const std::string harness = Word(TIDEMARK_HARNESS);
  if (Run(inflate + " --version").failed) {
    state.SkipWithError((inflate + " is not installed").c_str());
    return;
  }
  if (Run(harness + " synthesize " + architecture + " " + network).failed) {
    state.SkipWithError("the network could not be made");
    return;
  }
  const std::string convert =
      harness + " convert " + network + " " + package + " --force --no-sync";
  const std::string alone = inflate + " -dc " + network;
  // Once each, so that every file is in memory.
  Run(alone);
  Run(convert);
  std::vector<double> cpu;
  std::vector<double> wall;
  for (auto _ : state) {
    const Cost reference = Run(alone);
    const Cost cost = Run(convert);
    if (cost.failed || reference.failed) {
      state.SkipWithError("a process failed");
      return;
    }
    state.SetIterationTime(cost.wall_s);
    cpu.push_back(cost.cpu_s / reference.cpu_s);
    wall.push_back(cost.wall_s / reference.wall_s);
  }
  const Limits limits = LimitsOf(architecture, inflate);
  Count(state, "cpu_ratio", cpu, limits.cpu);
  Count(state, "wall_ratio", wall, limits.wall);
}

void Register(const std::string& architecture, const std::string& inflate) {
  benchmark::RegisterBenchmark(("ConversionAgainst/" + inflate + "/" + architecture).c_str(),
                               [architecture, inflate](benchmark::State& state) {
                                 ConversionAgainst(state, architecture, inflate);
                               })
      ->UseManualTime()
      ->Iterations(kRounds)
      ->Unit(benchmark::kMillisecond);
}

const bool kRegistered = [] {
  for (const char* architecture : {"b18c384nbt", "b28c512nbt", "b40c768nbt"}) {
    Register(architecture, "igzip");
    Register(architecture, "gzip");
  }
  return true;
}();

}  // namespace
}  // namespace tidemark::harness
