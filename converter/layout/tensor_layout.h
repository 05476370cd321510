#ifndef TIDEMARK_CONVERTER_LAYOUT_TENSOR_LAYOUT_H_
#define TIDEMARK_CONVERTER_LAYOUT_TENSOR_LAYOUT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "converter/layout/batch_norm_merge.h"
#include "converter/layout/blob_form.h"
#include "converter/layout/blob_sink.h"
#include "converter/layout/staging_buffer.h"
#include "converter/layout/transposition.h"
#include "converter/network/weight_sink.h"

namespace tidemark::converter {

// The weight sink that gives every tensor its final layout and precision and passes it on as the
// blobs of FormsOf(), in file order. It is fed by the parser while a file streams past, or with
// tensors that were kept; the bytes are the same.
//
// Convolutions and linear layers are gathered in one staging buffer, in the stored precision, which
// grows with the values that arrive; everything else passes through in chunks. Throws FormatError
// that names the layer for a finite value that would become infinite in half precision, and what
// the blob sink throws.
class TensorLayout final : public WeightSink {
 public:
  TensorLayout(BlobType type, BlobSink& sink) : type_(type), sink_(sink) {}

  void Begin(const TensorSpec& spec) override;
  void Append(std::span<const float> values) override;
  void End() override;

  // Bytes that its buffers hold now.
  uint64_t staging_bytes() const;

  // Frees them, after the last tensor.
  void ReleaseStaging();

 private:
  void Stage(std::span<const float> values);
  void WriteStaged();
  void WriteConverted(std::span<const float> values);
  void WriteBlobOf(std::span<const float> values);
  // Rounds to half precision.
  void Round(std::span<const float> values, std::span<uint16_t> halves) const;

  BlobType type_;
  BlobSink& sink_;
  TensorSpec spec_;
  uint64_t arrived_ = 0;
  BatchNormMerge merge_;
  // Whichever `type_` names holds the staged tensor, and the block it is transposed through.
  StagingBuffer<uint16_t> halves_;
  StagingBuffer<uint16_t> half_block_;
  StagingBuffer<float> floats_;
  StagingBuffer<float> float_block_;
  std::array<uint16_t, 4096> chunk_ = {};
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_TENSOR_LAYOUT_H_
