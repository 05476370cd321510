#include "harness/scenario/estimate.h"

#include <algorithm>

#include "converter/error.h"
#include "converter/network/architecture.h"

namespace tidemark::harness {
namespace {

constexpr double kProgramBytes = 10e6;
// What gzip makes of float32 weights, in compressed bytes per byte.
constexpr double kGzipRatio = 0.926;

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
  const bool views = cell.levers.Has(Lever::kWeightViews);
  const bool streams = cell.levers.Has(Lever::kStreamGzip);
  const bool releases = cell.levers.Has(Lever::kReleaseWeights) &&
                        std::all_of(cell.devices.begin(), cell.devices.end(),
                                    [](const std::string& device) { return device == "ane"; });
  const double kept = releases ? 0 : size;
  const double whole_file = streams ? 0 : size;
  const double load = size + whole_file;
  const double convert = kept + size + whole_file + (views ? 0 : 3 * size);
  const double evaluate =
      kept + (scenario.precision == converter::Precision::kFloat16 ? size / 2 : size);

  const double points = static_cast<double>(scenario.board_x) * scenario.board_y;
  const double evaluations = positions + static_cast<double>(scenario.warmup) * scenario.batch;
  const double seconds_per_byte = kLoadSecondsPerByte + kConvertSecondsPerByte +
                                  (views ? 0 : kCopiesSecondsPerByte) +
                                  (streams ? 0 : kWholeFileSecondsPerByte) +
                                  evaluations * kEvaluateSecondsPerByte * points / 361;
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
  return static_cast<uint64_t>(static_cast<double>(bytes) / kGzipRatio);
}

}  // namespace tidemark::harness
