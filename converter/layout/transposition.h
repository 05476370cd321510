#ifndef TIDEMARK_CONVERTER_LAYOUT_TRANSPOSITION_H_
#define TIDEMARK_CONVERTER_LAYOUT_TRANSPOSITION_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "converter/layout/blob_sink.h"
#include "converter/layout/staging_buffer.h"

namespace tidemark::converter {

// A tensor of the network file that is stored the other way round: [kernel, in, out] becomes
// [out, in, kernel], where `kernel` counts the points of a convolution's window, row by row, and is
// 1 for a matrix.
struct Transposition {
  size_t kernel = 1;
  size_t in = 0;
  size_t out = 0;
};

// Output channels gathered together: the reads are runs of this many elements, a whole cache line
// of halves, and the writes as many streams.
inline constexpr size_t kChannelsPerBlock = 32;

// Writes `source` transposed to `sink`. Works on a block of output channels at a time, which it
// gathers in `block`; the caller keeps that buffer from tensor to tensor.
template <typename Element>
void WriteTransposed(std::span<const Element> source, const Transposition& shape,
                     StagingBuffer<Element>& block, BlobSink& sink);

extern template void WriteTransposed(std::span<const uint16_t>, const Transposition&,
                                     StagingBuffer<uint16_t>&, BlobSink&);
extern template void WriteTransposed(std::span<const float>, const Transposition&,
                                     StagingBuffer<float>&, BlobSink&);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_TRANSPOSITION_H_
