#ifndef TIDEMARK_CONVERTER_LAYOUT_BLOB_FORM_H_
#define TIDEMARK_CONVERTER_LAYOUT_BLOB_FORM_H_

#include <cstdint>
#include <vector>

#include "converter/network/tensor.h"

namespace tidemark::converter {

// Element types of a weight file, by their codes there (not those of MIL's DataType).
enum class BlobType : uint32_t { kFloat16 = 1, kFloat32 = 2 };

inline uint64_t BytesPerElement(BlobType type) { return type == BlobType::kFloat16 ? 2 : 4; }

// What a tensor becomes in the weight file, without its values.
struct BlobForm {
  BlobType type = BlobType::kFloat16;
  // Slowest dimension first.
  std::vector<uint64_t> shape = {};

  // Size of the data. Throws FormatError past 64 bits.
  uint64_t bytes() const;
};

// The blobs that a tensor of the network file completes, in the order in which they are stored:
//
//   convolution [ky, kx, in, out]   one, [out, in, ky, kx]
//   linear [in, out]                one, [out, in]
//   product [in, out]               one, [in, out]
//   bias [c]                        one, [c]
//   RMSNorm gamma, beta [c]         one each, [1, c, 1, 1]
//   batch norm                      none, but two with the last of its vectors: the merged scale
//                                   and the merged bias, [1, c, 1, 1] each
//
// `type` is what weights are stored as.
std::vector<BlobForm> FormsOf(const TensorSpec& tensor, BlobType type);

// Is this the last of the two to four vectors of its batch norm?
bool CompletesBatchNorm(const TensorSpec& tensor);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_BLOB_FORM_H_
