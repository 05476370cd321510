#ifndef TIDEMARK_CONVERTER_LAYOUT_BLOB_FORM_H_
#define TIDEMARK_CONVERTER_LAYOUT_BLOB_FORM_H_

#include <cstdint>
#include <vector>

#include "converter/layout/storage.h"
#include "converter/network/tensor.h"

namespace tidemark::converter {

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
//   linear [in, out]                one, [out, in]; [in, out] in the mixed tier
//   product [in, out]               one, [in, out]
//   attention output [h * v, out]   one per head, [v, out]
//   bias [c]                        one, [c]
//   RMSNorm gamma, beta [c]         one each, [1, c, 1, 1]
//   batch norm                      none, but two with the last of its vectors: the merged scale
//                                   and the merged bias, [1, c, 1, 1] each
//   rotary frequencies [kv, p, 2]   the cosines and the sines of the keys' angles, [1, kv, points,
//                                   2 p] each, then those of the queries, [1, heads, points, 2 p]
//                                   each, unless the keys' do: with one KV head, or as many
//   table                           one, as it is
std::vector<BlobForm> FormsOf(const TensorSpec& tensor, const Storage& storage);

// Is this the last of the two to four vectors of its batch norm?
bool CompletesBatchNorm(const TensorSpec& tensor);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_BLOB_FORM_H_
