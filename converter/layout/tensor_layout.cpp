#include "converter/layout/tensor_layout.h"

#include <algorithm>
#include <string>

#include "converter/error.h"
#include "converter/layout/half.h"

namespace tidemark::converter {
namespace {

// Elements that a staging buffer may reserve on a tensor's declared size alone, more than any
// convolution of a known network has: it then grows without being copied. Reserved memory is not
// resident before values arrive, so a false declaration costs nothing.
constexpr uint64_t kTrustedElements = uint64_t{3} << 20;

enum class Treatment { kTransposed, kPassed, kMerged, kExpanded };

Treatment TreatmentOf(TensorRole role, const Storage& storage) {
  switch (role) {
    case TensorRole::kConvolution:
      return Treatment::kTransposed;
    case TensorRole::kLinear:
      return storage.splits_linear() ? Treatment::kPassed : Treatment::kTransposed;
    case TensorRole::kMatMul:
    case TensorRole::kAttentionOutput:
    case TensorRole::kBias:
    case TensorRole::kPointNorm:
    case TensorRole::kNormGamma:
    case TensorRole::kNormBeta:
    case TensorRole::kTable:
      return Treatment::kPassed;
    case TensorRole::kRopeFrequencies:
      return Treatment::kExpanded;
    case TensorRole::kBatchNormMean:
    case TensorRole::kBatchNormVariance:
    case TensorRole::kBatchNormScale:
    case TensorRole::kBatchNormBias:
      return Treatment::kMerged;
  }
  throw FormatError("a tensor has an unknown role");
}

Transposition TranspositionOf(const TensorSpec& spec) {
  const std::vector<uint64_t>& shape = spec.shape;
  if (spec.role == TensorRole::kLinear) return {.in = shape[0], .out = shape[1]};
  return {.kernel = shape[0] * shape[1], .in = shape[2], .out = shape[3]};
}

// The element count of a tensor, from forms whose sizes are known to fit.
uint64_t CountOf(const TensorSpec& spec) {
  BlobForm form = {.type = BlobType::kFloat32, .shape = spec.shape};
  return form.bytes() / BytesPerElement(form.type);
}

template <typename Element>
uint64_t CapacityBytes(const StagingBuffer<Element>& buffer) {
  return buffer.capacity() * sizeof(Element);
}

}  // namespace

void TensorLayout::Begin(const TensorSpec& spec) {
  spec_ = spec;
  arrived_ = 0;
  type_ = storage_.TypeOf(spec.role);
  const std::vector<BlobForm> forms = FormsOf(spec, storage_);
  switch (TreatmentOf(spec.role, storage_)) {
    case Treatment::kTransposed: {
      const size_t expected = std::min(CountOf(spec), kTrustedElements);
      halves_.clear();
      floats_.clear();
      if (type_ == BlobType::kFloat16) {
        halves_.reserve(expected);
      } else {
        floats_.reserve(expected);
      }
      return;
    }
    case Treatment::kPassed:
      part_ = forms.front().bytes() / BytesPerElement(type_);
      return;
    case Treatment::kMerged:
      if (spec.role == TensorRole::kBatchNormMean) merge_.Clear();
      return;
    case Treatment::kExpanded:
      frequencies_.clear();
      return;
  }
}

void TensorLayout::Append(std::span<const float> values) {
  switch (TreatmentOf(spec_.role, storage_)) {
    case Treatment::kTransposed:
      Stage(values);
      break;
    case Treatment::kPassed:
      WriteParts(values);
      break;
    case Treatment::kMerged:
      merge_.Append(spec_.role, values);
      break;
    case Treatment::kExpanded:
      frequencies_.insert(frequencies_.end(), values.begin(), values.end());
      break;
  }
  arrived_ += values.size();
}

void TensorLayout::End() {
  if (arrived_ != CountOf(spec_)) {
    throw FormatError("a tensor of " + std::to_string(CountOf(spec_)) + " values came with " +
                          std::to_string(arrived_),
                      {.layer = spec_.layer});
  }
  switch (TreatmentOf(spec_.role, storage_)) {
    case Treatment::kTransposed:
      return WriteStaged();
    case Treatment::kPassed:
      return;
    case Treatment::kExpanded:
      for (const ComputedTable& table : TablesOf(spec_, frequencies_, storage_)) {
        table_bytes_ += table.form.bytes();
        CheckTableBytes(table_bytes_, spec_.layer);
        Write(table);
      }
      return;
    case Treatment::kMerged:
      if (!CompletesBatchNorm(spec_)) return;
      merge_.Merge(spec_);
      WriteBlobOf(merge_.scale());
      WriteBlobOf(merge_.bias());
      return;
  }
}

uint64_t TensorLayout::staging_bytes() const {
  return CapacityBytes(halves_) + CapacityBytes(half_block_) +
         frequencies_.capacity() * sizeof(float) + CapacityBytes(floats_) +
         CapacityBytes(float_block_) + sizeof(chunk_);
}

void TensorLayout::ReleaseStaging() {
  // Assigning `{}` would keep the memory.
  frequencies_ = std::vector<float>();
  halves_ = StagingBuffer<uint16_t>();
  half_block_ = StagingBuffer<uint16_t>();
  floats_ = StagingBuffer<float>();
  float_block_ = StagingBuffer<float>();
}

void TensorLayout::Stage(std::span<const float> values) {
  if (type_ == BlobType::kFloat32) {
    floats_.insert(floats_.end(), values.begin(), values.end());
    return;
  }
  const size_t staged = halves_.size();
  halves_.resize(staged + values.size());
  Round(values, std::span(halves_).subspan(staged));
}

void TensorLayout::WriteStaged() {
  const Transposition shape = TranspositionOf(spec_);
  sink_.BeginBlob(type_, FormsOf(spec_, storage_).front().bytes());
  if (type_ == BlobType::kFloat16) {
    WriteTransposed<uint16_t>(halves_, shape, half_block_, sink_);
  } else {
    WriteTransposed<float>(floats_, shape, float_block_, sink_);
  }
  sink_.EndBlob();
}

void TensorLayout::WriteParts(std::span<const float> values) {
  uint64_t done = arrived_ % part_;
  while (!values.empty()) {
    if (done == 0) sink_.BeginBlob(type_, part_ * BytesPerElement(type_));
    const size_t count = std::min<uint64_t>(values.size(), part_ - done);
    WriteConverted(values.first(count));
    done += count;
    if (done == part_) {
      sink_.EndBlob();
      done = 0;
    }
    values = values.subspan(count);
  }
}

void TensorLayout::Write(const ComputedTable& table) {
  type_ = table.form.type;
  sink_.BeginBlob(type_, table.form.bytes());
  std::vector<float> row(table.row_size());
  for (uint64_t n = 0; n < table.rows(); ++n) {
    table.fill(n, row);
    WriteConverted(row);
  }
  sink_.EndBlob();
}

void TensorLayout::WriteConverted(std::span<const float> values) {
  if (type_ == BlobType::kFloat32) return sink_.WriteBlob(std::as_bytes(values));
  while (!values.empty()) {
    const size_t count = std::min(values.size(), chunk_.size());
    const std::span<uint16_t> halves = std::span(chunk_).first(count);
    Round(values.first(count), halves);
    sink_.WriteBlob(std::as_bytes(halves));
    values = values.subspan(count);
  }
}

void TensorLayout::WriteBlobOf(std::span<const float> values) {
  sink_.BeginBlob(type_, values.size() * BytesPerElement(type_));
  WriteConverted(values);
  sink_.EndBlob();
}

void TensorLayout::Round(std::span<const float> values, std::span<uint16_t> halves) const {
  if (HalvesFromFloats(values, halves) < kHalfInfinity) return;
  const auto infinite = std::ranges::find_if(
      halves, [](uint16_t half) { return (half & kHalfMagnitude) >= kHalfInfinity; });
  const float value = values[static_cast<size_t>(infinite - halves.begin())];
  throw HalfRangeError("a weight of " + std::to_string(value) +
                           " does not fit into half precision (at most 65504); convert in float32",
                       {.layer = spec_.layer});
}

}  // namespace tidemark::converter
