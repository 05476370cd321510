#include "converter/layout/transposition.h"

#include <algorithm>
#include <cassert>

namespace tidemark::converter {
namespace {

// Output channels gathered together: the reads are runs of this many elements, the writes as many
// streams.
constexpr size_t kChannelsPerBlock = 16;
// Elements between the rows of a block, lest rows whose size is a power of two share cache sets.
constexpr size_t kRowGap = 32;

// Gathers the output channels [first, first + channels) into rows of `block`.
template <typename Element>
void Gather(std::span<const Element> source, const Transposition& shape, size_t first,
            size_t channels, size_t row_stride, std::span<Element> block) {
  for (size_t in = 0; in < shape.in; ++in) {
    for (size_t point = 0; point < shape.kernel; ++point) {
      const Element* const from = source.data() + (point * shape.in + in) * shape.out + first;
      Element* const to = block.data() + in * shape.kernel + point;
      for (size_t channel = 0; channel < channels; ++channel) {
        to[channel * row_stride] = from[channel];
      }
    }
  }
}

}  // namespace

template <typename Element>
void WriteTransposed(std::span<const Element> source, const Transposition& shape,
                     std::vector<Element>& block, BlobSink& sink) {
  assert(source.size() == shape.kernel * shape.in * shape.out);
  const size_t row = shape.in * shape.kernel;
  const size_t row_stride = row + kRowGap;
  block.resize(std::min(kChannelsPerBlock, shape.out) * row_stride);
  for (size_t first = 0; first < shape.out; first += kChannelsPerBlock) {
    const size_t channels = std::min(kChannelsPerBlock, shape.out - first);
    Gather<Element>(source, shape, first, channels, row_stride, block);
    for (size_t channel = 0; channel < channels; ++channel) {
      sink.WriteBlob(std::as_bytes(std::span(block).subspan(channel * row_stride, row)));
    }
  }
}

template void WriteTransposed(std::span<const uint16_t>, const Transposition&,
                              std::vector<uint16_t>&, BlobSink&);
template void WriteTransposed(std::span<const float>, const Transposition&, std::vector<float>&,
                              BlobSink&);

}  // namespace tidemark::converter
