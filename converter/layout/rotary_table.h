#ifndef TIDEMARK_CONVERTER_LAYOUT_ROTARY_TABLE_H_
#define TIDEMARK_CONVERTER_LAYOUT_ROTARY_TABLE_H_

#include <cstdint>
#include <span>
#include <vector>

#include "converter/layout/storage.h"

namespace tidemark::converter {

// The rotary position embedding of KataGo's transformers: at the point in column x and row y, the
// p-th pair of a head's channels is turned by x * fx + y * fy, in float32, with the pair's
// frequencies (fx, fy).

// Those of fixed angles, [pairs, 2], the same for every head: the first half of the pairs turns
// with the row, the second with the column, by theta^(-p / half) for the p-th of either.
std::vector<float> FixedFrequencies(float theta, uint64_t q_width);

// Cosines and sines of the angles of all heads, computed as they are asked for.
class RotaryTable {
 public:
  enum class Function { kCosine, kSine };

  // `frequencies` [kv_heads, pairs, 2]; query head i has those of KV head i * kv_heads / heads.
  // Throws FormatError, without a layer, for frequencies with
  // which an angle of the board is beyond kLargestAngle.
  RotaryTable(std::vector<float> frequencies, uint64_t kv_heads, uint64_t heads,
              const Storage& storage);

  // The values of a row of [heads, points]: each twice, as both channels of a pair share it.
  void Fill(Function function, uint64_t row, std::span<float> values) const;

 private:
  std::vector<float> frequencies_;
  uint64_t pairs_;
  uint64_t group_;
  uint64_t height_;
  uint64_t width_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_ROTARY_TABLE_H_
