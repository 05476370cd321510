#include <filesystem>
#include <optional>
#include <vector>

#include <benchmark/benchmark.h>

#include "converter/convert.h"
#include "converter/network/architecture.h"
#include "converter/network/synthetic.h"
#include "converter/testing/temp_dir.h"
#include "converter/tests/peak_growth.h"

namespace tidemark::converter {
namespace {

struct LeverSet {
  const char* name;
  ConvertOptions options;
};

const std::vector<LeverSet>& LeverSets() {
  static const std::vector<LeverSet> sets = {
      {"none", {.layer_streaming = false, .weight_views = false, .stream_gzip = false}},
      {"weight_views", {.layer_streaming = false, .stream_gzip = false}},
      {"stream_gzip", {.layer_streaming = false, .weight_views = false}},
      {"weight_views stream_gzip", {.layer_streaming = false}},
      {"layer_streaming", {}},
      {"layer_streaming, not synced", {.sync = Sync::kNo}},
      {"layer_streaming, float32", {.precision = Precision::kFloat32}},
  };
  return sets;
}

// A synthetic b10c128 network and the peaks of its conversion. Made before this process converts
// anything itself: memory that it had freed would hide from a child's growth.
class Bench {
 public:
  Bench() {
    testing::PeakGrowthOf([this] {
      WriteSyntheticNetwork(DescribeArchitecture(FindArchitecture("b10c128"), {}), 0, network_,
                            Existing::kRefuse);
    });
    for (const LeverSet& set : LeverSets()) {
      peaks_.push_back(testing::PeakGrowthOf([&] { ConvertOnce(set.options); }));
    }
  }

  ConvertResult ConvertOnce(ConvertOptions options) const {
    options.existing = Existing::kReplace;
    return Convert(network_, folder_.path() / "net.mlpackage", options);
  }

  std::optional<uint64_t> peak(size_t set) const { return peaks_[set]; }

 private:
  testing::TempDir folder_;
  std::filesystem::path network_ = folder_.path() / "b10c128.bin.gz";
  std::vector<std::optional<uint64_t>> peaks_;
};

// Inflated bytes per second, and the growth at the peak as a multiple of the inflated bytes.
void ConvertNetwork(benchmark::State& state) {
  static const Bench bench;
  const auto index = static_cast<size_t>(state.range(0));
  const LeverSet& set = LeverSets()[index];
  uint64_t inflated = 0;
  for (auto _ : state) inflated = bench.ConvertOnce(set.options).inflated_bytes;
  state.SetLabel(set.name);
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(inflated));
  if (const auto peak = bench.peak(index); peak.has_value()) {
    state.counters["peak_over_inflated"] =
        static_cast<double>(*peak) / static_cast<double>(inflated);
  }
}
BENCHMARK(ConvertNetwork)->DenseRange(0, 6)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tidemark::converter
