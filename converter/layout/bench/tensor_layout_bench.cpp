#include <vector>

#include <benchmark/benchmark.h>

#include "converter/layout/half.h"
#include "converter/layout/tensor_layout.h"

namespace tidemark::converter {
namespace {

class DroppedBlobs final : public BlobSink {
 public:
  void BeginBlob(BlobType, uint64_t) override {}
  void WriteBlob(std::span<const std::byte> bytes) override {
    benchmark::DoNotOptimize(bytes.data());
  }
  void EndBlob() override {}
};

// Bytes of float32 input per second.
void LayOut(benchmark::State& state, const TensorSpec& spec, BlobType type) {
  std::vector<float> values(spec.count());
  for (size_t i = 0; i < values.size(); ++i) values[i] = 0.001F * static_cast<float>(i % 1000);
  DroppedBlobs blobs;
  TensorLayout layout(
      {.tier = type == BlobType::kFloat16 ? PrecisionTier::kHalf : PrecisionTier::kFull}, blobs);
  for (auto _ : state) {
    layout.Begin(spec);
    layout.Append(values);
    layout.End();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(values.size() * sizeof(float)));
}

const TensorSpec kSquare = {
    .role = TensorRole::kConvolution, .layer = "3x3", .shape = {3, 3, 192, 192}};
const TensorSpec kPoint = {
    .role = TensorRole::kConvolution, .layer = "1x1", .shape = {1, 1, 384, 192}};
const TensorSpec kLinear = {.role = TensorRole::kLinear, .layer = "linear", .shape = {512, 512}};
const TensorSpec kMatMul = {.role = TensorRole::kMatMul, .layer = "matmul", .shape = {512, 512}};

BENCHMARK_CAPTURE(LayOut, Convolution3x3ToHalf, kSquare, BlobType::kFloat16);
BENCHMARK_CAPTURE(LayOut, Convolution3x3ToFloat, kSquare, BlobType::kFloat32);
BENCHMARK_CAPTURE(LayOut, Convolution1x1ToHalf, kPoint, BlobType::kFloat16);
BENCHMARK_CAPTURE(LayOut, LinearToHalf, kLinear, BlobType::kFloat16);
BENCHMARK_CAPTURE(LayOut, MatMulToHalf, kMatMul, BlobType::kFloat16);

void HalvesOfFloats(benchmark::State& state) {
  std::vector<float> values(1 << 16, 0.37F);
  std::vector<uint16_t> halves(values.size());
  for (auto _ : state) benchmark::DoNotOptimize(HalvesFromFloats(values, halves));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(values.size() * sizeof(float)));
}
BENCHMARK(HalvesOfFloats);

void FloatsOfHalves(benchmark::State& state) {
  std::vector<uint16_t> halves(1 << 16, 0x3555);
  std::vector<float> values(halves.size());
  for (auto _ : state) {
    FloatsFromHalves(halves, values);
    benchmark::DoNotOptimize(values.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(values.size() * sizeof(float)));
}
BENCHMARK(FloatsOfHalves);

}  // namespace
}  // namespace tidemark::converter
