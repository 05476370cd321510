#include "converter/layout/blob_plan.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "converter/error.h"
#include "converter/layout/computed_table.h"

namespace tidemark::converter {
namespace {

uint64_t CheckedSum(uint64_t a, uint64_t b) {
  if (a > std::numeric_limits<uint64_t>::max() - b) {
    throw FormatError("the size of the weight file does not fit into 64 bits");
  }
  return a + b;
}

// The vector with which the norm's merged form is complete.
TensorId LastVector(const BatchNorm& norm) {
  if (norm.bias.present()) return norm.bias;
  if (norm.scale.present()) return norm.scale;
  return norm.variance;
}

}  // namespace

uint64_t NextRecordOffset(uint64_t end) {
  return CheckedSum(end, kBlobAlignment - 1) / kBlobAlignment * kBlobAlignment;
}

BlobPlan::BlobPlan(std::span<const TensorSpec> tensors, const Storage& storage,
                   std::vector<SharedTable> tables)
    : tables_(std::move(tables)) {
  first_blob_.reserve(tensors.size() + 1);
  uint64_t table_bytes = 0;
  for (const TensorSpec& tensor : tensors) {
    first_blob_.push_back(blobs_.size());
    const bool is_table = tensor.role == TensorRole::kRopeFrequencies;
    for (BlobForm& form : FormsOf(tensor, storage)) {
      if (is_table) table_bytes += form.bytes();
      Place(std::move(form));
    }
    CheckTableBytes(table_bytes, tensor.layer);
  }
  first_blob_.push_back(blobs_.size());
  for (const SharedTable& table : tables_) Place(FormOf(table, storage));
  if (blobs_.size() > std::numeric_limits<uint32_t>::max()) {
    throw FormatError("the network has more than 2^32 - 1 weight tensors");
  }
}

void BlobPlan::Place(BlobForm form) {
  PlannedBlob blob = {.form = std::move(form)};
  blob.offset = NextRecordOffset(file_bytes_);
  blob.bytes = blob.form.bytes();
  file_bytes_ = CheckedSum(CheckedSum(blob.offset, kBlobRecordBytes), blob.bytes);
  blobs_.push_back(std::move(blob));
}

const PlannedBlob& BlobPlan::Of(TensorId tensor, size_t part) const {
  if (part >= PartsOf(tensor)) throw std::out_of_range("a tensor has no such part");
  return blobs_[first_blob_[tensor.index] + part];
}

const PlannedBlob& BlobPlan::Of(const SharedTable& table) const {
  const auto found = std::ranges::find(tables_, table);
  return blobs_.at(first_blob_.back() + static_cast<size_t>(found - tables_.begin()));
}

const PlannedBlob& BlobPlan::MergedScale(const BatchNorm& norm) const {
  return blobs_.at(first_blob_.at(LastVector(norm).index));
}

const PlannedBlob& BlobPlan::MergedBias(const BatchNorm& norm) const {
  return blobs_.at(first_blob_.at(LastVector(norm).index) + 1);
}

}  // namespace tidemark::converter
