#include <string>

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

const testing::TinyNetwork& Synthetic() {
  static const testing::TinyNetwork made = [] {
    auto network = converter::DescribeArchitecture(converter::FindArchitecture("b18c384nbt"), {});
    auto weights = testing::KeepValues(network, converter::SyntheticValues(network, 0));
    return testing::TinyNetwork{std::move(network), std::move(weights)};
  }();
  return made;
}

// b18c384nbt on the device that TIDEMARK_GPU names.
void Evaluate(benchmark::State& state, converter::Precision precision) {
  const auto batch = static_cast<int>(state.range(0));
  try {
    GpuBackend backend(Synthetic().network, Synthetic().weights, {.precision = precision});
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
    for (auto _ : state) {
      const GpuBackend backend(Synthetic().network, Synthetic().weights);
      state.counters["kernels_kept"] = backend.program_was_kept() ? 1 : 0;
    }
  } catch (const Error& error) {
    state.SkipWithError(error.what());
  }
}

BENCHMARK(Open)->Name("GpuOpen/b18c384nbt")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Evaluate, fp32, converter::Precision::kFloat32)
    ->Name("GpuEvaluate/b18c384nbt/fp32")
    ->ArgName("batch")
    ->Arg(1)
    ->Arg(8)
    ->Arg(32)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Evaluate, fp16, converter::Precision::kFloat16)
    ->Name("GpuEvaluate/b18c384nbt/fp16")
    ->ArgName("batch")
    ->Arg(1)
    ->Arg(32)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tidemark::harness
