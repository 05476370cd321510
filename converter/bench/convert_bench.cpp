#include <filesystem>

#include <benchmark/benchmark.h>

#include "converter/convert.h"
#include "converter/network/architecture.h"
#include "converter/network/synthetic.h"
#include "converter/testing/temp_dir.h"
#include "converter/tests/peak_growth.h"

namespace tidemark::converter {
namespace {

// A synthetic b10c128 network (12.7 MB inflated), made once.
const std::filesystem::path& NetworkFile() {
  static const testing::TempDir folder;
  static const std::filesystem::path file = [] {
    const auto path = folder.path() / "b10c128.bin.gz";
    WriteSyntheticNetwork(DescribeArchitecture(FindArchitecture("b10c128"), {}), 0, path,
                          Existing::kRefuse);
    return path;
  }();
  return file;
}

// Inflated bytes per second, and the peak of a conversion in a process of its own as a multiple of
// the inflated bytes.
void ConvertNetwork(benchmark::State& state, ConvertOptions options) {
  const std::filesystem::path& network = NetworkFile();
  const testing::TempDir folder;
  const auto package = folder.path() / "net.mlpackage";
  options.existing = Existing::kReplace;
  const auto growth = testing::PeakGrowthOf([&] { Convert(network, package, options); });
  uint64_t inflated = 0;
  for (auto _ : state) inflated = Convert(network, package, options).inflated_bytes;
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(inflated));
  if (growth.has_value()) {
    state.counters["peak_over_inflated"] =
        static_cast<double>(*growth) / static_cast<double>(inflated);
  }
}

BENCHMARK_CAPTURE(ConvertNetwork, None, ConvertOptions{.weight_views = false, .stream_gzip = false})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ConvertNetwork, WeightViews, ConvertOptions{.stream_gzip = false})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ConvertNetwork, StreamGzip, ConvertOptions{.weight_views = false})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ConvertNetwork, Both, ConvertOptions{})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ConvertNetwork, BothInFloat32, ConvertOptions{.precision = Precision::kFloat32})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tidemark::converter
