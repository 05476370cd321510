#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_VECTOR_MATH_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_VECTOR_MATH_H_

// Scalar functions that vectorise, for the compilations of vector_kernels.cpp only: each includes
// this with a TIDEMARK_KERNELS of its own.

#include <bit>
#include <cstdint>

namespace tidemark::harness::ane::TIDEMARK_KERNELS {

// The half nearest to `value`, as a float.
inline float RoundToHalf(float value) {
  const auto bits = std::bit_cast<int32_t>(value);
  const int32_t magnitude = bits & 0x7FFFFFFF;
  const int32_t sign = bits ^ magnitude;
  // Round at bit 13; a carry out of the mantissa is right.
  const int32_t normal = (magnitude + 0x0FFF + ((magnitude >> 13) & 1)) & ~0x1FFF;
  // Adding 0.5 puts the unit of the half subnormals, 2^-24, in the last place of a float.
  const auto subnormal = std::bit_cast<int32_t>((std::bit_cast<float>(magnitude) + 0.5F) - 0.5F);
  int32_t half = magnitude < 0x38800000 ? subnormal : normal;
  half = magnitude >= 0x477FF000 ? 0x7F800000 : half;
  half = magnitude > 0x7F800000 ? 0x7FC00000 : half;
  return std::bit_cast<float>(sign | half);
}

// e^x, within 2 units in the last place; overflow gives infinity, subnormal results are kept.
inline float Exp(float x) {
  // Beyond these limits the result is 0 or infinity by a wide margin.
  float clamped = x < 90.0F ? x : 90.0F;
  clamped = clamped > -105.0F ? clamped : -105.0F;
  // x = n ln 2 + r with |r| <= ln(2)/2; adding 1.5 * 2^23 rounds to an integer.
  constexpr float kShift = 12582912.0F;
  const float shifted = clamped * 1.44269504F + kShift;
  const float n = shifted - kShift;
  const int32_t exponent = std::bit_cast<int32_t>(shifted) - std::bit_cast<int32_t>(kShift);
  // ln 2 in two parts, the first with so few bits that its product with n is exact.
  const float r = (clamped - n * 0.693359375F) - n * -2.12194440e-4F;
  // Taylor's series of e^r ends below half a unit in the last place at this degree.
  float p = 1.0F / 5040.0F;
  p = p * r + 1.0F / 720.0F;
  p = p * r + 1.0F / 120.0F;
  p = p * r + 1.0F / 24.0F;
  p = p * r + 1.0F / 6.0F;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  // 2^n in two factors, so that neither leaves the range of normal numbers.
  const int32_t half = exponent >> 1;
  const auto first = std::bit_cast<float>((half + 127) << 23);
  const auto second = std::bit_cast<float>((exponent - half + 127) << 23);
  const float power = (p * first) * second;
  const bool is_nan = (std::bit_cast<int32_t>(x) & 0x7FFFFFFF) > 0x7F800000;
  return is_nan ? x : power;
}

inline float Maximum(float x, float y) { return x > y || x != x ? x : y; }
inline float Minimum(float x, float y) { return x < y || x != x ? x : y; }
inline float Relu(float x) { return Maximum(x, 0.0F); }
inline float Sigmoid(float x) { return 1.0F / (1.0F + Exp(-x)); }

}  // namespace tidemark::harness::ane::TIDEMARK_KERNELS

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_VECTOR_MATH_H_
