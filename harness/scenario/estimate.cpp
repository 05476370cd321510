#include "harness/scenario/estimate.h"

#include <algorithm>

#include "converter/error.h"
#include "converter/network/architecture.h"
#include "converter/predict_peak.h"
#include "harness/engine/device.h"

namespace tidemark::harness {
namespace {

constexpr double kProgramBytes = 10e6;
constexpr double kDriverBytes = 80e6;

constexpr double kLoadSecondsPerByte = 10e-9;
constexpr double kConvertSecondsPerByte = 13e-9;
constexpr double kCopiesSecondsPerByte = 3e-9;
constexpr double kWholeFileSecondsPerByte = 3e-9;
// Of one evaluation of 361 points.
constexpr double kEvaluateSecondsPerByte = 10e-9;

}  // namespace

CellEstimate EstimateCell(const Scenario& scenario, const Cell& cell, uint64_t inflated_bytes,
                          int positions) {
  const auto size = static_cast<double>(inflated_bytes);
  const LeverSet& levers = cell.levers;
  const bool views = levers.Applies(Lever::kWeightViews);
  const bool streams = levers.Applies(Lever::kStreamGzip);
  const bool by_layer = levers.Applies(Lever::kLayerStreaming);
  const auto has = [&](Device device) {
    return std::ranges::find(cell.devices, NameOf(device)) != cell.devices.end();
  };
  const bool ane_only = !has(Device::kGpu);
  const bool converts = scenario.conversion_only || has(Device::kAne);
  const bool loads =
      !scenario.conversion_only && !(ane_only && levers.Applies(Lever::kMetadataOnlyLoad));
  const bool releases = ane_only && levers.Applies(Lever::kReleaseWeights);
  const double engine = loads ? size : 0;
  const double kept = releases ? 0 : engine;
  const double whole_file = streams ? 0 : size;
  const double load = scenario.conversion_only ? 0 : engine + whole_file;
  const double convert =
      converts ? kept + whole_file + (by_layer ? 0 : size) + (views || by_layer ? 0 : 3 * size) : 0;
  const auto stored = [size](converter::Precision precision) {
    return precision == converter::Precision::kFloat16 ? size / 2 : size;
  };
  const double package = has(Device::kAne) ? stored(scenario.precision) : 0;
  const double device = has(Device::kGpu) ? kDriverBytes + stored(scenario.gpu_precision) : 0;
  const double evaluate = scenario.conversion_only ? 0 : kept + package + device;

  const double points = static_cast<double>(scenario.board_x) * scenario.board_y;
  const double evaluations =
      scenario.conversion_only ? 0
                               : positions + static_cast<double>(scenario.warmup) * scenario.batch;
  const double seconds_per_byte =
      (scenario.conversion_only ? 0 : kLoadSecondsPerByte) +
      (converts ? kConvertSecondsPerByte + (views ? 0 : kCopiesSecondsPerByte) : 0) +
      (streams ? 0 : kWholeFileSecondsPerByte) +
      evaluations * static_cast<double>(cell.devices.size()) * kEvaluateSecondsPerByte * points /
          361;
  return {.peak_bytes = static_cast<uint64_t>(kProgramBytes + std::max({load, convert, evaluate})),
          .steady_bytes = static_cast<uint64_t>(kProgramBytes + evaluate),
          .wall_s = size * seconds_per_byte + scenario.settle.min_s};
}

PlanEstimate EstimatePlan(const Plan& plan, uint64_t inflated_bytes, int positions) {
  PlanEstimate total;
  for (const Cell& cell : plan.cells) {
    const CellEstimate estimate = EstimateCell(plan.scenario, cell, inflated_bytes, positions);
    total.wall_s += estimate.wall_s * plan.scenario.repeats;
    total.peak_bytes = std::max(total.peak_bytes, estimate.peak_bytes);
  }
  return total;
}

uint64_t EstimateInflatedBytes(const ModelSource& model) {
  if (!model.synthesize.empty()) {
    const auto& architecture = converter::FindArchitecture(model.synthesize);
    converter::SynthesisOptions options;
    options.version = model.version;
    options.activation = model.activation;
    uint64_t bytes = 0;
    for (const converter::TensorSpec& tensor :
         converter::DescribeArchitecture(architecture, options).tensors) {
      bytes += tensor.count() * sizeof(float);
    }
    return bytes;
  }
  std::error_code error;
  const uint64_t bytes = std::filesystem::file_size(model.path, error);
  if (error) throw IoError::FromErrno("cannot read the size", model.path, error.value());
  if (model.path.extension() != ".gz") return bytes;
  return static_cast<uint64_t>(static_cast<double>(bytes) / converter::kUsualGzipRatio);
}

}  // namespace tidemark::harness
