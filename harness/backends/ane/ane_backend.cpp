#include "harness/backends/ane/ane_backend.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "converter/error.h"
#include "converter/network/network.h"
#include "harness/backends/package_interface.h"

namespace tidemark::harness {
namespace {

using ane::Shape;
using ane::Value;

// What a package must look like to be that of a network: `sizes` are those of all dimensions but
// the first, which is the batch; 0 stands for any.
void Expect(const Value* value, const char* name, const std::vector<int64_t>& sizes,
            ane::Dimension batch, const std::string& file) {
  if (value == nullptr) {
    throw FormatError("this is not the package of a network: it has no '" + std::string(name) + "'",
                      {.file = file});
  }
  const Shape& shape = value->type.shape;
  bool agree = shape.size() == sizes.size() + 1 && shape[0] == batch;
  for (size_t i = 0; agree && i < sizes.size(); ++i) {
    agree = shape[i + 1].constant() && (sizes[i] == 0 || shape[i + 1].fixed == sizes[i]);
  }
  if (!agree) {
    throw FormatError("this is not the package of a network: '" + std::string(name) + "' is " +
                          ToString(value->type),
                      {.file = file});
  }
}

int SizeOf(const Value& value, size_t dimension) {
  return static_cast<int>(value.type.shape[dimension].fixed);
}

bool RunsInHalfPrecision(const ane::Program& program) {
  return std::any_of(program.steps.begin(), program.steps.end(), [&](const ane::Step& step) {
    return program.values[step.outputs[0]].type.element == ane::ElementType::kFloat16;
  });
}

BackendInfo Describe(const ane::MilRuntime& runtime, const std::string& file) {
  const ane::Program& program = runtime.program();
  const Value* const spatial = program.FindInput(kSpatialInput);
  const Value* const metadata = program.FindInput(kMetadataInput);
  Expect(
      spatial, kSpatialInput, {converter::kSpatialChannels, 0, 0},
      spatial == nullptr || spatial->type.shape.empty() ? ane::Dimension{} : spatial->type.shape[0],
      file);
  const ane::Dimension batch = spatial->type.shape[0];
  const int64_t height = SizeOf(*spatial, 2);
  const int64_t width = SizeOf(*spatial, 3);
  Expect(program.FindInput(kGlobalInput), kGlobalInput, {converter::kGlobalChannels}, batch, file);
  Expect(program.FindInput(kMaskInput), kMaskInput, {1, height, width}, batch, file);
  if (metadata != nullptr) {
    Expect(metadata, kMetadataInput, {converter::kMetadataChannels}, batch, file);
  }
  const size_t inputs = metadata == nullptr ? 3 : 4;
  if (program.inputs.size() != inputs) {
    throw FormatError("this is not the package of a network: it has " +
                          std::to_string(program.inputs.size()) + " inputs",
                      {.file = file});
  }
  const Value* const policy = program.FindOutput(kPolicyOutput);
  const Value* const score = program.FindOutput(kScoreOutput);
  Expect(policy, kPolicyOutput, {0, height, width}, batch, file);
  Expect(score, kScoreOutput, {0}, batch, file);
  Expect(program.FindOutput(kPassOutput), kPassOutput, {SizeOf(*policy, 1)}, batch, file);
  Expect(program.FindOutput(kValueOutput), kValueOutput, {3}, batch, file);
  Expect(program.FindOutput(kOwnershipOutput), kOwnershipOutput, {1, height, width}, batch, file);
  const auto identity_mask = runtime.metadata().find("optimize_identity_mask");
  return {.name = "ane",
          .emulated = true,
          .precision = RunsInHalfPrecision(program) ? "fp16" : "fp32",
          .policy_channels = SizeOf(*policy, 1),
          .score_channels = SizeOf(*score, 1),
          .needs_metadata = metadata != nullptr,
          .height = static_cast<int>(height),
          .width = static_cast<int>(width),
          .full_boards_only =
              identity_mask != runtime.metadata().end() && identity_mask->second == "true"};
}

// Rows [first, first + count) of `size` numbers each, and the last again until there are `batch`.
std::vector<float> Rows(const std::vector<float>& values, size_t size, size_t first, size_t count,
                        size_t batch) {
  std::vector<float> rows;
  rows.reserve(batch * size);
  for (size_t i = 0; i < batch; ++i) {
    const auto row =
        values.begin() + static_cast<ptrdiff_t>((first + std::min(i, count - 1)) * size);
    rows.insert(rows.end(), row, row + static_cast<ptrdiff_t>(size));
  }
  return rows;
}

}  // namespace

AneBackend::AneBackend(const std::filesystem::path& package, const ane::MilOptions& options)
    : runtime_(ane::MilRuntime::Open(package, options)),
      info_(Describe(runtime_, package.string())) {
  const ane::Program& program = runtime_.program();
  const auto clipped = [](int64_t batch) {
    return static_cast<int>(std::min<int64_t>(batch, std::numeric_limits<int>::max()));
  };
  if (program.batch.has_value()) {
    min_batch_ = clipped(program.batch->min);
    max_batch_ = clipped(program.batch->max.value_or(std::numeric_limits<int>::max()));
  } else {
    min_batch_ = SizeOf(*program.FindInput(kSpatialInput), 0);
    max_batch_ = min_batch_;
  }
}

BackendMemory AneBackend::memory() const {
  return {.weight_bytes = runtime_.program().ConstantBytes(),
          .mapped_weight_bytes = runtime_.program().ConstantBytes(/*mapped=*/true),
          .resident_mapped_bytes = runtime_.program().ResidentMappedBytes(),
          .program_bytes = runtime_.program_bytes(),
          .activation_bytes = runtime_.arena_bytes()};
}

std::optional<int> AneBackend::model_version() const {
  const auto entry = runtime_.metadata().find("model_version");
  if (entry == runtime_.metadata().end()) return std::nullopt;
  const std::string& text = entry->second;
  int version = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, version);
  const bool known = error == std::errc() && stop == end && version >= converter::kOldestVersion &&
                     version <= converter::kNewestVersion;
  return known ? std::optional(version) : std::nullopt;
}

reference::RawOutputs AneBackend::Evaluate(const reference::NetworkInputs& inputs) {
  CheckInputs(info_, inputs);
  reference::RawOutputs outputs;
  outputs.batch = inputs.batch;
  outputs.height = inputs.height;
  outputs.width = inputs.width;
  outputs.policy_channels = info_.policy_channels;
  outputs.score_channels = info_.score_channels;
  for (int first = 0; first < inputs.batch; first += max_batch_) {
    const int count = std::min(max_batch_, inputs.batch - first);
    EvaluatePart(inputs, first, count, std::max(count, min_batch_), outputs);
    if (inputs.batch - first <= max_batch_) break;
  }
  return outputs;
}

bool AneBackend::StartProfile() {
  runtime_.StartProfile();
  return true;
}

void AneBackend::EvaluatePart(const reference::NetworkInputs& inputs, int first, int count,
                              int batch, reference::RawOutputs& outputs) {
  const auto rows = static_cast<size_t>(count);
  const auto positions = static_cast<size_t>(batch);
  const auto from = static_cast<size_t>(first);
  const size_t area = static_cast<size_t>(info_.height) * static_cast<size_t>(info_.width);
  const auto spatial =
      Rows(inputs.spatial, area * converter::kSpatialChannels, from, rows, positions);
  const auto global = Rows(inputs.global, converter::kGlobalChannels, from, rows, positions);
  const auto masks = MasksOf(spatial, area, positions);
  std::vector<float> metadata;
  ane::MilRuntime::Inputs bound = {
      {kSpatialInput, spatial}, {kGlobalInput, global}, {kMaskInput, masks}};
  if (info_.needs_metadata) {
    metadata = Rows(inputs.metadata, converter::kMetadataChannels, from, rows, positions);
    bound.emplace(kMetadataInput, metadata);
  }
  const auto results = runtime_.Run(batch, bound);
  const auto append = [&](const char* name, std::vector<float>& to) {
    const std::span<const float> values = results.at(name);
    const auto wanted = values.first(values.size() / positions * rows);
    to.insert(to.end(), wanted.begin(), wanted.end());
  };
  append(kPolicyOutput, outputs.policy);
  append(kPassOutput, outputs.pass);
  append(kValueOutput, outputs.value);
  append(kScoreOutput, outputs.score_value);
  append(kOwnershipOutput, outputs.ownership);
}

}  // namespace tidemark::harness
