#include <map>
#include <string>
#include <utility>

#include <benchmark/benchmark.h>

#include "converter/error.h"
#include "converter/network/architecture.h"
#include "converter/network/synthetic.h"
#include "converter/testing/tiny_networks.h"
#include "harness/backends/gpu/gpu_backend.h"
#include "reference/testing/made_inputs.h"

namespace tidemark::harness {
namespace {

constexpr int kBoard = 19;
constexpr char kConvolutional[] = "b18c384nbt";
constexpr char kTransformer[] = "b10c384h6nbttflrs";

// Kept for the benchmarks after, of the same network.
const testing::TinyNetwork& Synthetic(const std::string& name) {
  static std::map<std::string, testing::TinyNetwork> made;
  const auto [place, added] = made.try_emplace(name);
  if (added) {
    auto network = converter::DescribeArchitecture(converter::FindArchitecture(name), {});
    auto weights = testing::KeepValues(network, converter::SyntheticValues(network, 0));
    place->second = {std::move(network), std::move(weights)};
  }
  return place->second;
}

// On the device that TIDEMARK_GPU names.
void Evaluate(benchmark::State& state, const std::string& name, converter::Precision precision) {
  const auto batch = static_cast<int>(state.range(0));
  try {
    const testing::TinyNetwork& synthetic = Synthetic(name);
    GpuBackend backend(synthetic.network, synthetic.weights, {.precision = precision});
    const reference::NetworkInputs inputs = testing::MadeInputs(kBoard, batch);
    backend.Evaluate(inputs);
    for (auto _ : state) benchmark::DoNotOptimize(backend.Evaluate(inputs));
    state.SetItemsProcessed(state.iterations() * batch);
    const DeviceHoldings held = *backend.memory().device;
    state.counters["weight_bytes"] = static_cast<double>(held.weight_bytes);
    state.counters["activation_bytes"] = static_cast<double>(held.activation_bytes);
    state.SetLabel(backend.info().device);
  } catch (const Error& error) {
    state.SkipWithError(error.what());
  }
}

// From float weights to a backend that is ready, the kernels compiled by an earlier one.
void Open(benchmark::State& state) {
  try {
    const testing::TinyNetwork& synthetic = Synthetic(kConvolutional);
    for (auto _ : state) {
      const GpuBackend backend(synthetic.network, synthetic.weights);
      state.counters["kernels_kept"] = backend.program_was_kept() ? 1 : 0;
    }
  } catch (const Error& error) {
    state.SkipWithError(error.what());
  }
}

// By the batch, in time of the clock and of all processors.
void Timed(benchmark::internal::Benchmark* bench) {
  bench->ArgName("batch")->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK(Open)->Name("GpuOpen/b18c384nbt")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Evaluate, convolutional_fp32, kConvolutional, converter::Precision::kFloat32)
    ->Name("GpuEvaluate/b18c384nbt/fp32")
    ->Apply(Timed)
    ->Arg(1)
    ->Arg(8)
    ->Arg(32);
BENCHMARK_CAPTURE(Evaluate, convolutional_fp16, kConvolutional, converter::Precision::kFloat16)
    ->Name("GpuEvaluate/b18c384nbt/fp16")
    ->Apply(Timed)
    ->Arg(1)
    ->Arg(32);
BENCHMARK_CAPTURE(Evaluate, transformer_fp32, kTransformer, converter::Precision::kFloat32)
    ->Name("GpuEvaluate/b10c384h6nbttflrs/fp32")
    ->Apply(Timed)
    ->Arg(1)
    ->Arg(8)
    ->Arg(32);
BENCHMARK_CAPTURE(Evaluate, transformer_fp16, kTransformer, converter::Precision::kFloat16)
    ->Name("GpuEvaluate/b10c384h6nbttflrs/fp16")
    ->Apply(Timed)
    ->Arg(1)
    ->Arg(32);

}  // namespace
}  // namespace tidemark::harness
