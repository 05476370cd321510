#include "converter/layout/half.h"

#include <algorithm>
#include <cassert>

#include "converter/io/vector_clones.h"

namespace tidemark::converter {

TIDEMARK_VECTOR_CLONES
uint16_t HalvesFromFloats(std::span<const float> values, std::span<uint16_t> halves) {
  assert(values.size() == halves.size());
  const float* const from = values.data();
  uint16_t* const to = halves.data();
  const size_t count = values.size();
  uint16_t largest = 0;
  for (size_t i = 0; i < count; ++i) {
    const uint16_t half = HalfFromFloat(from[i]);
    to[i] = half;
    largest = std::max(largest, static_cast<uint16_t>(half & kHalfMagnitude));
  }
  return largest;
}

TIDEMARK_VECTOR_CLONES
void FloatsFromHalves(std::span<const uint16_t> halves, std::span<float> values) {
  assert(values.size() == halves.size());
  const uint16_t* const from = halves.data();
  float* const to = values.data();
  const size_t count = values.size();
  for (size_t i = 0; i < count; ++i) to[i] = FloatFromHalf(from[i]);
}

}  // namespace tidemark::converter
