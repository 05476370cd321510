#include "harness/backends/ane/vector_kernels.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "harness/backends/ane/vector_math.h"

namespace tidemark::harness::ane::TIDEMARK_KERNELS {
namespace {

// Sums and maxima run in this many lanes, which are joined at the end.
constexpr size_t kLanes = 16;

template <bool kRounds>
inline float Stored(float value) {
  if constexpr (kRounds) {
    return RoundToHalf(value);
  } else {
    return value;
  }
}

template <bool kRounds, typename F>
void MapRow(const float* x, size_t count, float* out, F f) {
#pragma omp simd
  for (size_t i = 0; i < count; ++i) out[i] = Stored<kRounds>(f(x[i]));
}

template <bool kRounds, typename F>
void ZipRow(RowForm form, const float* x, const float* y, size_t count, float* out, F f) {
  if (form == RowForm::kXIsOne) {
    const float value = *x;
    MapRow<kRounds>(y, count, out, [value, f](float b) { return f(value, b); });
  } else if (form == RowForm::kYIsOne) {
    const float value = *y;
    MapRow<kRounds>(x, count, out, [value, f](float a) { return f(a, value); });
  } else {
#pragma omp simd
    for (size_t i = 0; i < count; ++i) out[i] = Stored<kRounds>(f(x[i], y[i]));
  }
}

template <bool kRounds>
void BinaryRow(BinaryOp op, RowForm form, const float* x, const float* y, size_t count,
               float* out) {
  switch (op) {
    case BinaryOp::kAdd:
      ZipRow<kRounds>(form, x, y, count, out, [](float a, float b) { return a + b; });
      return;
    case BinaryOp::kSubtract:
      ZipRow<kRounds>(form, x, y, count, out, [](float a, float b) { return a - b; });
      return;
    case BinaryOp::kMultiply:
      ZipRow<kRounds>(form, x, y, count, out, [](float a, float b) { return a * b; });
      return;
    case BinaryOp::kDivide:
      ZipRow<kRounds>(form, x, y, count, out, [](float a, float b) { return a / b; });
      return;
    case BinaryOp::kMaximum:
      ZipRow<kRounds>(form, x, y, count, out, [](float a, float b) { return Maximum(a, b); });
      return;
    case BinaryOp::kMinimum:
      ZipRow<kRounds>(form, x, y, count, out, [](float a, float b) { return Minimum(a, b); });
      return;
    case BinaryOp::kPower:
      ZipRow<kRounds>(form, x, y, count, out, [](float a, float b) { return std::pow(a, b); });
      return;
  }
}

template <bool kRounds>
void UnaryRow(UnaryOp op, float parameter, const float* x, size_t count, float* out) {
  switch (op) {
    case UnaryOp::kCopy:
      MapRow<kRounds>(x, count, out, [](float a) { return a; });
      return;
    case UnaryOp::kExp:
      MapRow<kRounds>(x, count, out, [](float a) { return Exp(a); });
      return;
    case UnaryOp::kSqrt:
      MapRow<kRounds>(x, count, out, [](float a) { return std::sqrt(a); });
      return;
    case UnaryOp::kRsqrt:
      MapRow<kRounds>(x, count, out,
                      [parameter](float a) { return 1.0F / std::sqrt(a + parameter); });
      return;
    case UnaryOp::kSquare:
      MapRow<kRounds>(x, count, out, [](float a) { return a * a; });
      return;
    case UnaryOp::kTanh:
      MapRow<kRounds>(x, count, out, [](float a) { return std::tanh(a); });
      return;
    case UnaryOp::kRelu:
      MapRow<kRounds>(x, count, out, [](float a) { return Relu(a); });
      return;
    case UnaryOp::kSigmoid:
      MapRow<kRounds>(x, count, out, [](float a) { return Sigmoid(a); });
      return;
    case UnaryOp::kSilu:
      MapRow<kRounds>(x, count, out, [](float a) { return a * Sigmoid(a); });
      return;
    case UnaryOp::kSoftplus:
      MapRow<kRounds>(x, count, out,
                      [](float a) { return Relu(a) + std::log1p(Exp(-std::fabs(a))); });
      return;
  }
}

void Binary(BinaryOp op, RowForm form, bool rounds, const float* x, const float* y, size_t count,
            float* out) {
  if (rounds) {
    BinaryRow<true>(op, form, x, y, count, out);
  } else {
    BinaryRow<false>(op, form, x, y, count, out);
  }
}

void Unary(UnaryOp op, float parameter, bool rounds, const float* x, size_t count, float* out) {
  if (rounds) {
    UnaryRow<true>(op, parameter, x, count, out);
  } else {
    UnaryRow<false>(op, parameter, x, count, out);
  }
}

// Folds a row lane by lane, then the lanes by halves.
template <typename F>
float Fold(float start, const float* x, size_t count, F f) {
  std::array<float, kLanes> lanes;
  lanes.fill(start);
  size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (size_t lane = 0; lane < kLanes; ++lane) lanes[lane] = f(lanes[lane], x[i + lane]);
  }
  for (size_t lane = 0; i < count; ++i, ++lane) lanes[lane] = f(lanes[lane], x[i]);
  for (size_t half = kLanes / 2; half > 0; half /= 2) {
    for (size_t lane = 0; lane < half; ++lane) lanes[lane] = f(lanes[lane], lanes[lane + half]);
  }
  return lanes[0];
}

float Sum(const float* x, size_t count) {
  return Fold(0.0F, x, count, [](float a, float b) { return a + b; });
}

float Max(const float* x, size_t count) {
  return Fold(-std::numeric_limits<float>::infinity(), x, count,
              [](float a, float b) { return Maximum(a, b); });
}

void Softmax(bool rounds, const float* x, size_t count, float* out) {
  const float highest = Max(x, count);
  MapRow<false>(x, count, out, [highest](float a) { return Exp(a - highest); });
  const float sum = Sum(out, count);
  Binary(BinaryOp::kDivide, RowForm::kYIsOne, rounds, out, &sum, count, out);
}

}  // namespace

extern const VectorKernels kVectorKernels;
const VectorKernels kVectorKernels = {.instruction_set = TIDEMARK_INSTRUCTION_SET,
                                      .binary = Binary,
                                      .unary = Unary,
                                      .sum = Sum,
                                      .max = Max,
                                      .softmax = Softmax};

}  // namespace tidemark::harness::ane::TIDEMARK_KERNELS
