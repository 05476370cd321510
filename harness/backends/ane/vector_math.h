#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_VECTOR_MATH_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_VECTOR_MATH_H_

// Vectors of numbers and functions of them, for the compilations of vector_kernels.cpp only: each
// includes this with a TIDEMARK_KERNELS of its own. The functions are the same operations of
// IEEE 754 lane by lane, whatever the width.

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__F16C__)
#include <immintrin.h>
#endif

namespace tidemark::harness::ane::TIDEMARK_KERNELS {

#if defined(__AVX512F__)
inline constexpr size_t kVectorBytes = 64;
#elif defined(__AVX2__)
inline constexpr size_t kVectorBytes = 32;
#else
inline constexpr size_t kVectorBytes = 16;
#endif

// As many numbers as the instruction set's registers hold. A comparison gives integers of which
// all bits are set where it is true.
using Floats = float __attribute__((vector_size(kVectorBytes)));
using Ints = int32_t __attribute__((vector_size(kVectorBytes)));
using Halves = uint16_t __attribute__((vector_size(kVectorBytes / 2)));
inline constexpr size_t kWidth = kVectorBytes / sizeof(float);

template <typename Vector, typename Element>
inline Vector Load(const Element* from) {
  Vector vector;
  std::memcpy(&vector, from, sizeof(vector));
  return vector;
}

template <typename Vector, typename Element>
inline void Store(Element* to, const Vector& vector) {
  std::memcpy(to, &vector, sizeof(vector));
}

inline Floats Broadcast(float value) { return Floats{} + value; }
inline Floats AsFloats(Ints bits) { return std::bit_cast<Floats>(bits); }
inline Ints AsInts(Floats values) { return std::bit_cast<Ints>(values); }

template <typename F>
inline Floats EachLane(Floats x, F f) {
  for (size_t lane = 0; lane < kWidth; ++lane) x[lane] = f(x[lane]);
  return x;
}

template <typename F>
inline Floats EachLane(Floats x, Floats y, F f) {
  for (size_t lane = 0; lane < kWidth; ++lane) x[lane] = f(x[lane], y[lane]);
  return x;
}

// The halves nearest to `values`, as floats.
inline Floats RoundToHalf(Floats values) {
#if defined(__AVX512F__)
  return _mm512_cvtph_ps(_mm512_cvtps_ph(values, _MM_FROUND_TO_NEAREST_INT));
#elif defined(__F16C__)
  return _mm256_cvtph_ps(_mm256_cvtps_ph(values, _MM_FROUND_TO_NEAREST_INT));
#else
  const Ints bits = AsInts(values);
  const Ints magnitude = bits & 0x7FFFFFFF;
  const Ints sign = bits ^ magnitude;
  // Round at bit 13; a carry out of the mantissa is right.
  const Ints normal = (magnitude + 0x0FFF + ((magnitude >> 13) & 1)) & ~0x1FFF;
  // Adding 0.5 puts the unit of the half subnormals, 2^-24, in the last place of a float.
  const Ints subnormal = AsInts((AsFloats(magnitude) + 0.5F) - 0.5F);
  Ints half = magnitude < 0x38800000 ? subnormal : normal;
  half = magnitude >= 0x477FF000 ? Ints{} + 0x7F800000 : half;
  half = magnitude > 0x7F800000 ? Ints{} + 0x7FC00000 : half;
  return AsFloats(sign | half);
#endif
}

// The numbers whose bits are `halves`.
inline Floats Widened(Halves halves) {
#if defined(__AVX512F__)
  return _mm512_cvtph_ps(std::bit_cast<__m256i>(halves));
#elif defined(__F16C__)
  return _mm256_cvtph_ps(std::bit_cast<__m128i>(halves));
#else
  const Ints bits = __builtin_convertvector(halves, Ints);
  const Ints sign = (bits & 0x8000) << 16;
  const Ints shifted = (bits & 0x7FFF) << 13;
  const Ints exponent = shifted & 0x0F800000;
  // The leading bit that a subnormal lacks is put in, and its value taken away again.
  const Ints subnormal = AsInts(AsFloats(shifted + 0x38800000) - 0x1p-14F);
  Ints wide = exponent == 0 ? subnormal : shifted + 0x38000000;
  wide = exponent == 0x0F800000 ? shifted + 0x70000000 : wide;
  return AsFloats(sign | wide);
#endif
}

// e^x, within 2 units in the last place; overflow gives infinity, subnormal results are kept.
inline Floats Exp(Floats x) {
  // Beyond these limits the result is 0 or infinity by a wide margin.
  Floats clamped = x < 90.0F ? x : Broadcast(90.0F);
  clamped = clamped > -105.0F ? clamped : Broadcast(-105.0F);
  // x = n ln 2 + r with |r| <= ln(2)/2; adding 1.5 * 2^23 rounds to an integer.
  constexpr float kShift = 12582912.0F;
  const Floats shifted = clamped * 1.44269504F + kShift;
  const Floats n = shifted - kShift;
  const Ints exponent = AsInts(shifted) - std::bit_cast<int32_t>(kShift);
  // ln 2 in two parts, the first with so few bits that its product with n is exact.
  const Floats r = (clamped - n * 0.693359375F) - n * -2.12194440e-4F;
  // Taylor's series of e^r ends below half a unit in the last place at this degree.
  Floats p = Broadcast(1.0F / 5040.0F);
  p = p * r + 1.0F / 720.0F;
  p = p * r + 1.0F / 120.0F;
  p = p * r + 1.0F / 24.0F;
  p = p * r + 1.0F / 6.0F;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  // 2^n in two factors, so that neither leaves the range of normal numbers.
  const Ints half = exponent >> 1;
  const Floats first = AsFloats((half + 127) << 23);
  const Floats second = AsFloats((exponent - half + 127) << 23);
  const Floats power = (p * first) * second;
  return x != x ? x : power;
}

inline Floats Maximum(Floats x, Floats y) { return ((x > y) | (x != x)) ? x : y; }
inline Floats Minimum(Floats x, Floats y) { return ((x < y) | (x != x)) ? x : y; }
inline Floats Relu(Floats x) { return Maximum(x, Floats{}); }
inline Floats Sigmoid(Floats x) { return 1.0F / (1.0F + Exp(-x)); }
inline Floats SquareRoot(Floats x) {
  return EachLane(x, [](float value) { return std::sqrt(value); });
}
inline Floats Softplus(Floats x) {
  const Floats tail = Exp(AsFloats(AsInts(x) | static_cast<int32_t>(0x80000000U)));
  return Relu(x) + EachLane(tail, [](float value) { return std::log1p(value); });
}

}  // namespace tidemark::harness::ane::TIDEMARK_KERNELS

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_VECTOR_MATH_H_
