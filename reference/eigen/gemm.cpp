#include "reference/eigen/gemm.h"

#include "reference/eigen/kernel_set.h"

namespace tidemark::reference {

void Gemm(bool transpose_a, int m, int n, int k, const float* a, ptrdiff_t a_stride, const float* b,
          ptrdiff_t b_stride, bool accumulate, float* c, ptrdiff_t c_stride) {
  BestKernelSet().float32.gemm(transpose_a ? Transposed::kLeft : Transposed::kNone, m, n, k, a,
                               a_stride, b, b_stride, accumulate, c, c_stride);
}

void Gemm(bool transpose_a, int m, int n, int k, const double* a, ptrdiff_t a_stride,
          const double* b, ptrdiff_t b_stride, bool accumulate, double* c, ptrdiff_t c_stride) {
  BestKernelSet().float64.gemm(transpose_a ? Transposed::kLeft : Transposed::kNone, m, n, k, a,
                               a_stride, b, b_stride, accumulate, c, c_stride);
}

std::string_view GemmInstructionSet() { return BestKernelSet().instruction_set; }

}  // namespace tidemark::reference
