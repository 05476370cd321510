#ifndef TIDEMARK_CONVERTER_LAYOUT_HALF_H_
#define TIDEMARK_CONVERTER_LAYOUT_HALF_H_

#include <bit>
#include <cstdint>
#include <span>

namespace tidemark::converter {

// IEEE 754 binary16 numbers, held as their bits. Conversions are exact or round to nearest even;
// subnormals are kept, overflow gives an infinity, a NaN stays a NaN with the top of its payload.
// They are made of 32-bit integer operations and one float addition, so that they come out the same
// on every CPU and vectorise on those without conversion instructions. They need the default
// rounding mode.

inline constexpr uint16_t kHalfInfinity = 0x7C00;
inline constexpr uint16_t kHalfMagnitude = 0x7FFF;

namespace half_bits {

// `yes` where `condition` holds, else `no`, without a branch that could keep a loop scalar.
inline uint32_t Select(bool condition, uint32_t yes, uint32_t no) {
  const uint32_t mask = 0U - uint32_t{condition};
  return (yes & mask) | (no & ~mask);
}

}  // namespace half_bits

inline uint16_t HalfFromFloat(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  const uint32_t sign = (bits >> 16) & 0x8000U;
  const uint32_t magnitude = bits & 0x7FFFFFFFU;
  // Rebias the exponent by 112 and round at bit 13; a carry out of the mantissa is right.
  const uint32_t normal = (magnitude - 0x38000000U + 0x0FFFU + ((magnitude >> 13) & 1U)) >> 13;
  // Adding 0.5 puts the unit of the half subnormals, 2^-24, in the last place of a float.
  const uint32_t subnormal =
      std::bit_cast<uint32_t>(std::bit_cast<float>(magnitude) + 0.5F) - 0x3F000000U;
  const uint32_t payload = (magnitude >> 13) & 0x03FFU;
  const uint32_t nan = kHalfInfinity | payload | uint32_t{payload == 0};
  uint32_t half = half_bits::Select(magnitude < 0x38800000U, subnormal, normal);
  half = half_bits::Select(magnitude >= 0x477FF000U, kHalfInfinity, half);
  half = half_bits::Select(magnitude > 0x7F800000U, nan, half);
  return static_cast<uint16_t>(sign | half);
}

inline float FloatFromHalf(uint16_t half) {
  const uint32_t sign = (uint32_t{half} & 0x8000U) << 16;
  const uint32_t shifted = (uint32_t{half} & kHalfMagnitude) << 13;
  const uint32_t exponent = shifted & 0x0F800000U;
  const uint32_t normal = shifted + 0x38000000U;
  const uint32_t infinite = shifted + 0x70000000U;
  // The leading bit that a subnormal lacks is put in, and its value taken away again.
  const uint32_t subnormal =
      std::bit_cast<uint32_t>(std::bit_cast<float>(shifted + 0x38800000U) - 0x1p-14F);
  uint32_t bits = half_bits::Select(exponent == 0, subnormal, normal);
  bits = half_bits::Select(exponent == 0x0F800000U, infinite, bits);
  return std::bit_cast<float>(sign | bits);
}

// Converts `values` to `halves`, which is of the same length. Returns the largest magnitude (bits
// without the sign) among the results: kHalfInfinity or more tells of an overflow or a NaN.
uint16_t HalvesFromFloats(std::span<const float> values, std::span<uint16_t> halves);

// Converts `halves` to `values`, which is of the same length.
void FloatsFromHalves(std::span<const uint16_t> halves, std::span<float> values);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_HALF_H_
