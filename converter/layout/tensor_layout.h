#ifndef TIDEMARK_CONVERTER_LAYOUT_TENSOR_LAYOUT_H_
#define TIDEMARK_CONVERTER_LAYOUT_TENSOR_LAYOUT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "converter/error.h"
#include "converter/layout/batch_norm_merge.h"
#include "converter/layout/blob_form.h"
#include "converter/layout/blob_sink.h"
#include "converter/layout/computed_table.h"
#include "converter/layout/staging_buffer.h"
#include "converter/layout/transposition.h"
#include "converter/network/weight_sink.h"

namespace tidemark::converter {

// A finite weight that would become infinite in half precision.
class HalfRangeError final : public FormatError {
 public:
  using FormatError::FormatError;
};

// The weight sink that gives every tensor its final layout and precision and passes it on as the
// blobs of FormsOf(), in file order. It is fed by the parser while a file streams past, or with
// tensors that were kept; the bytes are the same.
//
// Convolutions and linear layers are gathered in one staging buffer, in the stored precision, which
// grows with the values that arrive; everything else passes through in chunks. Of tables of rotary
// angles no more than a row is held. Throws HalfRangeError, and FormatError for rotary frequencies
// that RotaryTable refuses and for more than kMostTableBytes, all with the layer, and what the blob
// sink throws.
class TensorLayout final : public WeightSink {
 public:
  TensorLayout(const Storage& storage, BlobSink& sink) : storage_(storage), sink_(sink) {}

  void Begin(const TensorSpec& spec) override;
  void Append(std::span<const float> values) override;
  void End() override;

  // After the last tensor: a table that attention blocks share. A row is held at a time.
  void Write(const ComputedTable& table);

  // For the tensors that come from now on.
  void set_tier(PrecisionTier tier) { storage_.tier = tier; }
  const Storage& storage() const { return storage_; }

  // Bytes that its buffers hold now.
  uint64_t staging_bytes() const;

  // Frees them, after the last tensor.
  void ReleaseStaging();

 private:
  void Stage(std::span<const float> values);
  void WriteStaged();
  // Passes values on, and begins a new blob after every `part_` of them.
  void WriteParts(std::span<const float> values);
  void WriteConverted(std::span<const float> values);
  void WriteBlobOf(std::span<const float> values);
  // Rounds to half precision.
  void Round(std::span<const float> values, std::span<uint16_t> halves) const;

  Storage storage_;
  BlobSink& sink_;
  TensorSpec spec_;
  // Of the tensor at hand.
  BlobType type_ = BlobType::kFloat16;
  uint64_t arrived_ = 0;
  // Values of each of its blobs, where they come one after the other.
  uint64_t part_ = 0;
  BatchNormMerge merge_;
  std::vector<float> frequencies_;
  // Of the tables of angles that were written.
  uint64_t table_bytes_ = 0;
  // Whichever `type_` names holds the staged tensor, and the block it is transposed through.
  StagingBuffer<uint16_t> halves_;
  StagingBuffer<uint16_t> half_block_;
  StagingBuffer<float> floats_;
  StagingBuffer<float> float_block_;
  std::array<uint16_t, 4096> chunk_ = {};
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_TENSOR_LAYOUT_H_
