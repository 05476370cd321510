#include <map>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "converter/network/architecture.h"
#include "converter/network/synthetic.h"
#include "converter/testing/tiny_networks.h"
#include "reference/eigen/evaluator.h"
#include "reference/eigen/gemm.h"
#include "reference/testing/made_inputs.h"

namespace tidemark::reference {
namespace {

constexpr int kBoard = 19;

// Made once for each name, in memory.
const testing::TinyNetwork& Synthesize(const std::string& architecture) {
  static std::map<std::string, testing::TinyNetwork> made;
  const auto found = made.find(architecture);
  if (found != made.end()) return found->second;
  auto network = converter::DescribeArchitecture(converter::FindArchitecture(architecture), {});
  auto weights = testing::KeepValues(network, converter::SyntheticValues(network, 0));
  return made.emplace(architecture, testing::TinyNetwork{std::move(network), std::move(weights)})
      .first->second;
}

// Multiplications and additions of the convolutions for one position; the rest is under 1 %.
double OperationsPerPosition(const converter::Network& network) {
  double operations = 0;
  for (const converter::TensorSpec& tensor : network.tensors) {
    if (tensor.role == converter::TensorRole::kConvolution) {
      operations += 2.0 * static_cast<double>(tensor.count()) * kBoard * kBoard;
    }
  }
  return operations;
}

void Evaluate(benchmark::State& state, const std::string& architecture, Arithmetic arithmetic) {
  const testing::TinyNetwork& synthetic = Synthesize(architecture);
  const int batch = static_cast<int>(state.range(0));
  const Evaluator evaluator(
      synthetic.network, synthetic.weights,
      {.arithmetic = arithmetic, .threads = static_cast<int>(state.range(1))});
  const NetworkInputs inputs = testing::MadeInputs(kBoard, batch);
  for (auto _ : state) benchmark::DoNotOptimize(evaluator.Evaluate(inputs));
  using benchmark::Counter;
  state.counters["s_per_position"] =
      Counter(batch, Counter::kIsIterationInvariantRate | Counter::kInvert);
  state.counters["FLOP/s"] =
      Counter(OperationsPerPosition(synthetic.network) * batch, Counter::kIsIterationInvariantRate);
  state.SetLabel(std::string(GemmInstructionSet()));
}

void Batches(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"batch", "threads"})
      ->Args({1, 1})
      ->Args({8, 1})
      ->Args({1, 2})
      ->Args({8, 2})
      ->Unit(benchmark::kMillisecond)
      ->MeasureProcessCPUTime()
      ->UseRealTime();
}

BENCHMARK_CAPTURE(Evaluate, b6c96, "b6c96", Arithmetic::kFloat)->Apply(Batches);
BENCHMARK_CAPTURE(Evaluate, b10c128, "b10c128", Arithmetic::kFloat)->Apply(Batches);
BENCHMARK_CAPTURE(Evaluate, b18c384nbt, "b18c384nbt", Arithmetic::kFloat)->Apply(Batches);
BENCHMARK_CAPTURE(Evaluate, b18c384nbt_double, "b18c384nbt", Arithmetic::kDouble)
    ->Args({1, 1})
    ->ArgNames({"batch", "threads"})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
}  // namespace tidemark::reference
