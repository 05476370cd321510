#include "converter/layout/transposition.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace tidemark::converter {
namespace {

// Elements between the rows of a block, lest rows whose size is a power of two share cache sets.
constexpr size_t kRowGap = 32;

// Eight halves in a register of any CPU, and an 8 x 8 square of them that is turned in registers.
using Halves = uint16_t __attribute__((vector_size(16)));
constexpr size_t kSquare = 8;

// The pairs of elements at the low, or the high, half of two registers, taken in turn.
Halves LowPairs(Halves a, Halves b) {
  return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}
Halves HighPairs(Halves a, Halves b) {
  return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

// Three rounds of pairing rows i and i + 4 transpose the square.
void TurnSquare(std::array<Halves, kSquare>& rows) {
  for (int round = 0; round < 3; ++round) {
    std::array<Halves, kSquare> paired;
    for (size_t i = 0; i < kSquare / 2; ++i) {
      paired[2 * i] = LowPairs(rows[i], rows[i + kSquare / 2]);
      paired[2 * i + 1] = HighPairs(rows[i], rows[i + kSquare / 2]);
    }
    rows = paired;
  }
}

// The source of one column of a block: the values of its output channels lie in a row.
template <typename Element>
const Element* ColumnSource(std::span<const Element> source, const Transposition& shape,
                            size_t first, size_t column) {
  const size_t in = column / shape.kernel;
  const size_t point = column % shape.kernel;
  return source.data() + (point * shape.in + in) * shape.out + first;
}

template <typename Element>
void GatherColumn(const Element* from, size_t channels, size_t row_stride, Element* to) {
  for (size_t channel = 0; channel < channels; ++channel) to[channel * row_stride] = from[channel];
}

// Gathers eight columns of whole squares.
void GatherSquares(std::span<const uint16_t> source, const Transposition& shape, size_t first,
                   size_t channels, size_t row_stride, size_t column, uint16_t* to) {
  std::array<const uint16_t*, kSquare> from = {};
  for (size_t i = 0; i < kSquare; ++i) from[i] = ColumnSource(source, shape, first, column + i);
  for (size_t channel = 0; channel < channels; channel += kSquare) {
    std::array<Halves, kSquare> square;
    for (size_t i = 0; i < kSquare; ++i) {
      std::memcpy(&square[i], from[i] + channel, sizeof square[i]);
    }
    TurnSquare(square);
    for (size_t i = 0; i < kSquare; ++i) {
      std::memcpy(to + (channel + i) * row_stride, &square[i], sizeof square[i]);
    }
  }
}

// Gathers the output channels [first, first + channels) into rows of `block`.
template <typename Element>
void Gather(std::span<const Element> source, const Transposition& shape, size_t first,
            size_t channels, size_t row_stride, std::span<Element> block) {
  const size_t columns = shape.in * shape.kernel;
  size_t column = 0;
  if constexpr (sizeof(Element) == sizeof(uint16_t)) {
    if (channels % kSquare == 0) {
      for (; column + kSquare <= columns; column += kSquare) {
        GatherSquares(source, shape, first, channels, row_stride, column, block.data() + column);
      }
    }
  }
  for (; column < columns; ++column) {
    GatherColumn(ColumnSource(source, shape, first, column), channels, row_stride,
                 block.data() + column);
  }
}

}  // namespace

template <typename Element>
void WriteTransposed(std::span<const Element> source, const Transposition& shape,
                     StagingBuffer<Element>& block, BlobSink& sink) {
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
                              StagingBuffer<uint16_t>&, BlobSink&);
template void WriteTransposed(std::span<const float>, const Transposition&, StagingBuffer<float>&,
                              BlobSink&);

}  // namespace tidemark::converter
