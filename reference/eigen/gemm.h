#ifndef TIDEMARK_REFERENCE_EIGEN_GEMM_H_
#define TIDEMARK_REFERENCE_EIGEN_GEMM_H_

#include <cstddef>
#include <string_view>

namespace tidemark::reference {

// Dense products, by Eigen compiled once per instruction set; the best one this CPU runs is chosen
// at the first call.

// C = A * B, or C += A * B, with A [m, k], B [k, n], C [m, n] row-major with the given row strides.
// Without `accumulate` C is overwritten and not read. `transpose_a` means A is stored [k, m].
void Gemm(bool transpose_a, int m, int n, int k, const float* a, ptrdiff_t a_stride, const float* b,
          ptrdiff_t b_stride, bool accumulate, float* c, ptrdiff_t c_stride);
void Gemm(bool transpose_a, int m, int n, int k, const double* a, ptrdiff_t a_stride,
          const double* b, ptrdiff_t b_stride, bool accumulate, double* c, ptrdiff_t c_stride);

// The instruction set in use: "x86-64-v2", "x86-64-v3", "x86-64-v4" or "arm64".
std::string_view GemmInstructionSet();

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_GEMM_H_
