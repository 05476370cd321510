#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "converter/network/tensor_store.h"
#include "reference/eigen/convolution.h"
#include "reference/eigen/workspace.h"

namespace tidemark::reference {
namespace {

// The best kernels of this CPU, with the tiles of one side only or, for 0, with none.
KernelSet WithTiles(int tile) {
  KernelSet set = BestKernelSet();
  if (tile != 2) set.winograd2 = nullptr;
  if (tile != 4) set.winograd4 = nullptr;
  return set;
}

// 3x3 taps from as many channels to as many, in single precision on one thread. What is best by
// these times is what BestWinogradTile() chooses.
void Convolve(benchmark::State& state) {
  const int channels = static_cast<int>(state.range(0));
  const BatchShape shape = {.batch = static_cast<int>(state.range(2)),
                            .height = static_cast<int>(state.range(1)),
                            .width = static_cast<int>(state.range(1))};
  const KernelSet kernels = WithTiles(static_cast<int>(state.range(3)));
  const size_t count = 9 * static_cast<size_t>(channels) * static_cast<size_t>(channels);
  std::mt19937 generator(1);
  std::normal_distribution<float> distribution;
  std::vector<float> values(count);
  for (float& value : values) value = distribution(generator);
  converter::TensorStore weights;
  weights.Begin({.role = converter::TensorRole::kMatMul,
                 .layer = {},
                 .shape = {values.size()},
                 .batch_norm = {}});
  weights.Append(values);
  weights.End();
  const ConvolutionLayer<float> layer({.name = "convolution",
                                       .kernel_y = 3,
                                       .kernel_x = 3,
                                       .in_channels = channels,
                                       .out_channels = channels,
                                       .weights = {0}},
                                      weights);
  WorkerPool workers(1);
  CostLedger costs;
  Workspace<float> workspace(shape, kernels, workers, costs);
  FeatureMap<float> in = workspace.TakeMap(channels);
  FeatureMap<float> out = workspace.TakeMap(channels);
  for (int i = 0; i < shape.points() * channels; ++i) in.point(0)[i] = distribution(generator);
  for (auto _ : state) {
    layer.Apply(workspace, in, false, out);
    benchmark::DoNotOptimize(out.point(0));
  }
  state.counters["FLOP/s"] = benchmark::Counter(2.0 * static_cast<double>(count) * shape.points(),
                                                benchmark::Counter::kIsIterationInvariantRate);
}

BENCHMARK(Convolve)
    ->ArgNames({"channels", "board", "batch", "tile"})
    ->ArgsProduct({{16, 32, 64, 128, 192, 384}, {9, 19}, {1, 8}, {0, 2, 4}})
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tidemark::reference
