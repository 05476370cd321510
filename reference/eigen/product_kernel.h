#ifndef TIDEMARK_REFERENCE_EIGEN_PRODUCT_KERNEL_H_
#define TIDEMARK_REFERENCE_EIGEN_PRODUCT_KERNEL_H_

#include <cstddef>

namespace tidemark::reference {

// Products of single-precision matrices whose right side lies in panels: as many columns as one
// instruction set's registers hold sums of, row after row without gaps. Whoever computes or gathers
// a right side writes it as panels at once; the left side is read where it is.
//
// Every element of a product is one chain of multiplications and additions in the order of the
// depth, fused where the instruction set has that. So it does not depend on what else is computed
// along with it: the rows and columns of a call, and so threads and batches, change no bit.
//
// This header is part of every compilation of the kernels: it must stay free of inline functions,
// which the linker would take from whichever compilation it met first.
struct ProductKernel {
  // Columns of a panel.
  int panel_columns = 0;

  // Makes a panel [depth, panel_columns] of `columns` columns, at most that many, of rows that are
  // `stride` apart. The columns that it lacks become 0.
  void (*pack)(int depth, int columns, const float* rows, ptrdiff_t stride, float* panel) = nullptr;

  // C = A * B or, with `accumulate`, C += A * B, with A [rows, depth], C [rows, columns] and the
  // first `columns` columns of the panel B. Rows of A and C are `a_stride` and `c_stride` apart.
  // The panel must be aligned to the size of a packet, as every row of one is that starts at a
  // multiple of 64 bytes.
  void (*multiply)(int rows, int columns, int depth, const float* a, ptrdiff_t a_stride,
                   const float* panel, bool accumulate, float* c, ptrdiff_t c_stride) = nullptr;
};

// The deepest product of one multiply() that leaves its panel in the first cache; deeper ones are
// cut, each part adding to the last.
inline constexpr int kProductDepth = 256;

// Of the instruction set that this CPU runs best.
const ProductKernel& Products();

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_PRODUCT_KERNEL_H_
