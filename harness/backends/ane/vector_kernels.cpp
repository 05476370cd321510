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
inline void StoreValues(float* to, Floats values) {
  Store(to, kRounds ? RoundToHalf(values) : values);
}

// A row that is shorter than a vector, padded with zeros.
inline Floats LoadPart(const float* from, size_t count) {
  Floats values = {};
  for (size_t i = 0; i < count; ++i) values[i] = from[i];
  return values;
}

template <bool kRounds>
inline void StorePart(float* to, size_t count, Floats values) {
  if (kRounds) values = RoundToHalf(values);
  for (size_t i = 0; i < count; ++i) to[i] = values[i];
}

// The last vector of a row overlaps the one before; it is read first, because `out` may be an
// operand.
template <bool kRounds, typename F>
void MapRow(const float* x, size_t count, float* out, F f) {
  if (count < kWidth) {
    StorePart<kRounds>(out, count, f(LoadPart(x, count)));
    return;
  }
  const size_t last = count - kWidth;
  const Floats last_x = Load<Floats>(x + last);
  for (size_t i = 0; i < last; i += kWidth) StoreValues<kRounds>(out + i, f(Load<Floats>(x + i)));
  StoreValues<kRounds>(out + last, f(last_x));
}

template <bool kRounds, typename F>
void ZipRow(RowForm form, const float* x, const float* y, size_t count, float* out, F f) {
  if (form == RowForm::kXIsOne) {
    const Floats value = Broadcast(*x);
    MapRow<kRounds>(y, count, out, [value, f](Floats b) { return f(value, b); });
    return;
  }
  if (form == RowForm::kYIsOne) {
    const Floats value = Broadcast(*y);
    MapRow<kRounds>(x, count, out, [value, f](Floats a) { return f(a, value); });
    return;
  }
  if (count < kWidth) {
    StorePart<kRounds>(out, count, f(LoadPart(x, count), LoadPart(y, count)));
    return;
  }
  const size_t last = count - kWidth;
  const Floats last_x = Load<Floats>(x + last);
  const Floats last_y = Load<Floats>(y + last);
  for (size_t i = 0; i < last; i += kWidth) {
    StoreValues<kRounds>(out + i, f(Load<Floats>(x + i), Load<Floats>(y + i)));
  }
  StoreValues<kRounds>(out + last, f(last_x, last_y));
}

template <bool kRounds>
void BinaryRow(BinaryOp op, RowForm form, const float* x, const float* y, size_t count,
               float* out) {
  switch (op) {
    case BinaryOp::kAdd:
      ZipRow<kRounds>(form, x, y, count, out, [](Floats a, Floats b) { return a + b; });
      return;
    case BinaryOp::kSubtract:
      ZipRow<kRounds>(form, x, y, count, out, [](Floats a, Floats b) { return a - b; });
      return;
    case BinaryOp::kMultiply:
      ZipRow<kRounds>(form, x, y, count, out, [](Floats a, Floats b) { return a * b; });
      return;
    case BinaryOp::kDivide:
      ZipRow<kRounds>(form, x, y, count, out, [](Floats a, Floats b) { return a / b; });
      return;
    case BinaryOp::kMaximum:
      ZipRow<kRounds>(form, x, y, count, out, [](Floats a, Floats b) { return Maximum(a, b); });
      return;
    case BinaryOp::kMinimum:
      ZipRow<kRounds>(form, x, y, count, out, [](Floats a, Floats b) { return Minimum(a, b); });
      return;
    case BinaryOp::kPower:
      ZipRow<kRounds>(form, x, y, count, out, [](Floats a, Floats b) {
        return EachLane(a, b, [](float base, float power) { return std::pow(base, power); });
      });
      return;
  }
}

template <bool kRounds>
void UnaryRow(UnaryOp op, float parameter, const float* x, size_t count, float* out) {
  switch (op) {
    case UnaryOp::kCopy:
      MapRow<kRounds>(x, count, out, [](Floats a) { return a; });
      return;
    case UnaryOp::kExp:
      MapRow<kRounds>(x, count, out, [](Floats a) { return Exp(a); });
      return;
    case UnaryOp::kSqrt:
      MapRow<kRounds>(x, count, out, [](Floats a) { return SquareRoot(a); });
      return;
    case UnaryOp::kRsqrt:
      MapRow<kRounds>(x, count, out,
                      [parameter](Floats a) { return 1.0F / SquareRoot(a + parameter); });
      return;
    case UnaryOp::kSquare:
      MapRow<kRounds>(x, count, out, [](Floats a) { return a * a; });
      return;
    case UnaryOp::kTanh:
      MapRow<kRounds>(x, count, out, [](Floats a) {
        return EachLane(a, [](float value) { return std::tanh(value); });
      });
      return;
    case UnaryOp::kRelu:
      MapRow<kRounds>(x, count, out, [](Floats a) { return Relu(a); });
      return;
    case UnaryOp::kSigmoid:
      MapRow<kRounds>(x, count, out, [](Floats a) { return Sigmoid(a); });
      return;
    case UnaryOp::kSilu:
      MapRow<kRounds>(x, count, out, [](Floats a) { return a * Sigmoid(a); });
      return;
    case UnaryOp::kSoftplus:
      MapRow<kRounds>(x, count, out, [](Floats a) { return Softplus(a); });
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
              [](float a, float b) { return a > b || a != a ? a : b; });
}

void Softmax(bool rounds, const float* x, size_t count, float* out) {
  const float highest = Max(x, count);
  MapRow<false>(x, count, out, [highest](Floats a) { return Exp(a - highest); });
  const float sum = Sum(out, count);
  Binary(BinaryOp::kDivide, RowForm::kYIsOne, rounds, out, &sum, count, out);
}

void Widen(const uint16_t* halves, size_t count, float* out) {
  size_t i = 0;
  for (; i + kWidth <= count; i += kWidth) Store(out + i, Widened(Load<Halves>(halves + i)));
  if (i == count) return;
  Halves part = {};
  for (size_t lane = 0; i + lane < count; ++lane) part[lane] = halves[i + lane];
  const Floats values = Widened(part);
  for (size_t lane = 0; i + lane < count; ++lane) out[i + lane] = values[lane];
}

void CopyMasked(bool merges, size_t rows, size_t columns, const float* from, size_t from_step,
                const int32_t* mask, float* to, size_t to_step) {
  for (size_t i = 0; i < columns; i += kWidth) {
    const Ints copied = Load<Ints>(mask + i);
    for (size_t row = 0; row < rows; ++row) {
      Ints bits = copied & Load<Ints>(from + row * from_step + i);
      float* const place = to + row * to_step + i;
      if (merges) bits |= Load<Ints>(place);
      Store(place, bits);
    }
  }
}

}  // namespace

extern const VectorKernels kVectorKernels;
const VectorKernels kVectorKernels = {.instruction_set = TIDEMARK_INSTRUCTION_SET,
                                      .binary = Binary,
                                      .unary = Unary,
                                      .sum = Sum,
                                      .max = Max,
                                      .softmax = Softmax,
                                      .widen = Widen,
                                      .copy_masked = CopyMasked};

}  // namespace tidemark::harness::ane::TIDEMARK_KERNELS
