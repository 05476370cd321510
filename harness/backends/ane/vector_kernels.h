#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_VECTOR_KERNELS_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_VECTOR_KERNELS_H_

#include <cstddef>
#include <cstdint>

namespace tidemark::harness::ane {

enum class BinaryOp { kAdd, kSubtract, kMultiply, kDivide, kMaximum, kMinimum, kPower };

enum class UnaryOp {
  kCopy,
  kExp,
  kSqrt,
  kRsqrt,  // 1 / sqrt(x + parameter)
  kSquare,
  kTanh,
  kRelu,
  kSigmoid,
  kSilu,
  kSoftplus,
};

// Which operand of a binary row is one number for the whole row.
enum class RowForm { kBothVary, kXIsOne, kYIsOne };

// The inner loops over rows of floats. They are compiled once per instruction set, from the same
// source and without contraction, so that results are the same on every CPU.
//
// Where there is a `rounds`, each result is rounded to half precision as it is stored: to nearest,
// ties to even, subnormals kept, overflow to infinity. Infinities and NaNs go through everything as
// IEEE 754 has them. `out` may be an operand.
//
// This header is part of every such compilation: it must stay free of inline functions, which the
// linker would take from whichever compilation it met first.
struct VectorKernels {
  const char* instruction_set = nullptr;

  void (*binary)(BinaryOp op, RowForm form, bool rounds, const float* x, const float* y,
                 size_t count, float* out) = nullptr;
  void (*unary)(UnaryOp op, float parameter, bool rounds, const float* x, size_t count,
                float* out) = nullptr;

  // In an order that depends on `count` alone.
  float (*sum)(const float* x, size_t count) = nullptr;
  // -infinity for an empty row; a NaN among the numbers comes out.
  float (*max)(const float* x, size_t count) = nullptr;

  // exp(x - max) / sum(exp(x - max)) over the row.
  void (*softmax)(bool rounds, const float* x, size_t count, float* out) = nullptr;

  // The numbers whose bits are `halves`.
  void (*widen)(const uint16_t* halves, size_t count, float* out) = nullptr;

  // Copies `rows` rows of as many columns as a panel of reference::Products() has, those of the
  // same instruction set: `from_step` elements apart to `to_step` apart. Where the mask is 0, and
  // not -1, the result is 0 or, with `merges`, stays what it is; it must be 0 elsewhere then.
  void (*copy_masked)(bool merges, size_t rows, size_t columns, const float* from, size_t from_step,
                      const int32_t* mask, float* to, size_t to_step) = nullptr;
};

// The fastest set that this CPU runs: that of the matrix products.
const VectorKernels& Vectors();

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_VECTOR_KERNELS_H_
