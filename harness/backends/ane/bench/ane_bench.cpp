#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "converter/convert.h"
#include "converter/io/atomic_file.h"
#include "converter/io/temporary_directory.h"
#include "converter/network/architecture.h"
#include "converter/network/network_writer.h"
#include "converter/network/synthetic.h"
#include "harness/backends/ane/ane_backend.h"
#include "harness/backends/ane/vector_kernels.h"

namespace tidemark::harness {
namespace {

constexpr int kBoard = 19;
constexpr int kLargestBatch = 8;

// The package of a synthetic network, made once for each name and precision.
const std::filesystem::path& PackageOf(const std::string& architecture,
                                       converter::Precision precision) {
  static const converter::TemporaryDirectory folder;
  static std::map<std::pair<std::string, converter::Precision>, std::filesystem::path> made;
  std::filesystem::path& package = made[{architecture, precision}];
  if (!package.empty()) return package;
  const converter::Network network =
      converter::DescribeArchitecture(converter::FindArchitecture(architecture), {});
  const std::filesystem::path file = folder.path() / (architecture + ".bin");
  const auto sink = converter::AtomicFile(file, converter::Existing::kReplace);
  converter::WriteNetwork(network, converter::SyntheticValues(network, 0),
                          converter::Encoding::kBinary, *sink);
  sink->Finish();
  package =
      folder.path() / (architecture + std::to_string(static_cast<int>(precision)) + ".mlpackage");
  converter::Convert(
      file, package,
      {.precision = precision, .board_x = kBoard, .board_y = kBoard, .max_batch = kLargestBatch});
  std::filesystem::remove(file);
  return package;
}

// An empty board: every feature is 0 but the mask.
reference::NetworkInputs EmptyBoards(int batch) {
  reference::NetworkInputs inputs{.batch = batch, .height = kBoard, .width = kBoard};
  const size_t area = size_t{kBoard} * kBoard;
  const auto positions = static_cast<size_t>(batch);
  inputs.spatial.assign(positions * converter::kSpatialChannels * area, 0.0F);
  for (size_t i = 0; i < positions; ++i) {
    std::fill_n(
        inputs.spatial.begin() + static_cast<ptrdiff_t>(i * converter::kSpatialChannels * area),
        area, 1.0F);
  }
  inputs.global.assign(positions * converter::kGlobalChannels, 0.0F);
  return inputs;
}

void BM_Open(benchmark::State& state, const std::string& architecture) {
  const auto& package = PackageOf(architecture, converter::Precision::kFloat16);
  for (auto _ : state) {
    const AneBackend backend(package);
    state.counters["weight_bytes"] = static_cast<double>(backend.memory().weight_bytes);
  }
}

void BM_Evaluate(benchmark::State& state, const std::string& architecture,
                 converter::Precision precision) {
  const auto batch = static_cast<int>(state.range(0));
  AneBackend backend(PackageOf(architecture, precision),
                     {.threads = static_cast<int>(state.range(1))});
  const reference::NetworkInputs inputs = EmptyBoards(batch);
  backend.Evaluate(inputs);
  for (auto _ : state) benchmark::DoNotOptimize(backend.Evaluate(inputs));
  state.SetItemsProcessed(state.iterations() * batch);
  state.SetLabel(ane::Vectors().instruction_set);
  state.counters["activation_bytes"] =
      static_cast<double>(backend.memory().activation_bytes.value_or(0));
}

BENCHMARK_CAPTURE(BM_Open, b18c384nbt, "b18c384nbt")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Evaluate, b6c96_fp16, "b6c96", converter::Precision::kFloat16)
    ->ArgNames({"batch", "threads"})
    ->Args({1, 1})
    ->Args({kLargestBatch, 1})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Evaluate, b18c384nbt_fp16, "b18c384nbt", converter::Precision::kFloat16)
    ->ArgNames({"batch", "threads"})
    ->Args({1, 1})
    ->Args({1, 2})
    ->Args({kLargestBatch, 1})
    ->Args({kLargestBatch, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Evaluate, b18c384nbt_fp32, "b18c384nbt", converter::Precision::kFloat32)
    ->ArgNames({"batch", "threads"})
    ->Args({1, 1})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tidemark::harness
