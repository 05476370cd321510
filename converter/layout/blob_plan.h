#ifndef TIDEMARK_CONVERTER_LAYOUT_BLOB_PLAN_H_
#define TIDEMARK_CONVERTER_LAYOUT_BLOB_PLAN_H_

#include <cstdint>
#include <span>
#include <vector>

#include "converter/layout/blob_form.h"
#include "converter/layout/shared_table.h"
#include "converter/network/layers.h"

namespace tidemark::converter {

// The weight file (MIL blob storage, version 2) is a header, then per blob a record and its data,
// both at multiples of the alignment; it ends with the last byte of data.
inline constexpr uint64_t kBlobFileHeaderBytes = 64;
inline constexpr uint64_t kBlobRecordBytes = 64;
inline constexpr uint64_t kBlobAlignment = 64;

// The first place at or after `end` where a record may start. Throws FormatError past 64 bits.
uint64_t NextRecordOffset(uint64_t end);

struct PlannedBlob {
  BlobForm form = {};
  // Where its record starts in the weight file: what a program refers to.
  uint64_t offset = 0;
  // Size of its data.
  uint64_t bytes = 0;
};

// Where every tensor of a network lies in the weight file. A function of the tensors' specs alone,
// so that a program can be built before, after or without their values.
class BlobPlan {
 public:
  // Of `tensors`, in file order, with `tables` behind them. Throws FormatError for a tensor whose
  // shape does not fit its role and for sizes past 64 bits or 2^32 blobs.
  BlobPlan(std::span<const TensorSpec> tensors, const Storage& storage,
           std::vector<SharedTable> tables = {});

  // Of a network, with the tables that it needs.
  BlobPlan(const Network& network, const Storage& storage)
      : BlobPlan(network.tensors, storage, SharedTablesOf(network)) {}

  // In file order.
  const std::vector<PlannedBlob>& blobs() const { return blobs_; }
  uint64_t file_bytes() const { return file_bytes_; }

  // The blob of a tensor that is no part of a batch norm; where it has several, one of them.
  const PlannedBlob& Of(TensorId tensor, size_t part = 0) const;
  // How many blobs the tensor completes.
  size_t PartsOf(TensorId tensor) const {
    return first_blob_.at(tensor.index + 1) - first_blob_.at(tensor.index);
  }
  // Throws std::out_of_range for one that is not planned.
  const PlannedBlob& Of(const SharedTable& table) const;
  // scale / sqrt(variance + epsilon).
  const PlannedBlob& MergedScale(const BatchNorm& norm) const;
  // bias - merged scale * mean.
  const PlannedBlob& MergedBias(const BatchNorm& norm) const;

 private:
  void Place(BlobForm form);

  std::vector<PlannedBlob> blobs_;
  // By tensor: the index of the first blob it completes. Then that of the first shared table.
  std::vector<size_t> first_blob_;
  std::vector<SharedTable> tables_;
  uint64_t file_bytes_ = kBlobFileHeaderBytes;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_BLOB_PLAN_H_
