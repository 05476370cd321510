#ifndef TIDEMARK_REFERENCE_EIGEN_KERNEL_SET_H_
#define TIDEMARK_REFERENCE_EIGEN_KERNEL_SET_H_

#include <cstddef>
#include <span>

#include "converter/network/layers.h"
#include "reference/eigen/product_kernel.h"

namespace tidemark::reference {

// The inner loops of evaluation. They are compiled once per instruction set, from the same sources,
// and everything else calls them through these tables.
//
// This header is part of every such compilation: it must stay free of inline functions, which the
// linker would take from whichever compilation it met first.
template <typename Scalar>
struct Kernels {
  // C = A * B or, with `accumulate`, C += A * B: see gemm.h.
  void (*gemm)(bool transpose_a, int m, int n, int k, const Scalar* a, ptrdiff_t a_stride,
               const Scalar* b, ptrdiff_t b_stride, bool accumulate, Scalar* c,
               ptrdiff_t c_stride) = nullptr;

  // out[i] = f(scale * x[i] + bias) where mask[i] is 1, and 0 where it is 0 whatever x[i] is.
  // `out` may be `x`.
  void (*affine_activate)(converter::ActivationKind f, Scalar scale, Scalar bias, const Scalar* x,
                          const Scalar* mask, ptrdiff_t count, Scalar* out) = nullptr;

  // Sum of x, and maximum of x[i] + mask[i] - 1 but at least -1: the mean and the maximum over the
  // board of values that are 0 off it.
  Scalar (*sum)(const Scalar* x, ptrdiff_t count) = nullptr;
  Scalar (*masked_max)(const Scalar* x, const Scalar* mask, ptrdiff_t count) = nullptr;
};

struct KernelSet {
  // "x86-64-v2", "x86-64-v3", "x86-64-v4" or "arm64".
  const char* instruction_set = nullptr;
  Kernels<float> float32 = {};
  Kernels<double> float64 = {};
  const ProductKernel* product = nullptr;
};

// The sets that this CPU runs, slowest first; never empty.
std::span<const KernelSet* const> SupportedKernelSets();

// The one that evaluation uses: the last of them.
const KernelSet& BestKernelSet();

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_KERNEL_SET_H_
