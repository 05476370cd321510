#ifndef TIDEMARK_REFERENCE_EIGEN_KERNELS_H_
#define TIDEMARK_REFERENCE_EIGEN_KERNELS_H_

#include "reference/eigen/kernel_set.h"
#include "reference/eigen/product_kernel.h"

// What one instruction set's compilation defines. TIDEMARK_KERNELS is the namespace of that
// compilation, and the build renames Eigen's namespace along with it, so that no template of one
// compilation can be linked into another.
namespace tidemark::reference::TIDEMARK_KERNELS {

template <typename Scalar>
void Gemm(bool transpose_a, int m, int n, int k, const Scalar* a, ptrdiff_t a_stride,
          const Scalar* b, ptrdiff_t b_stride, bool accumulate, Scalar* c, ptrdiff_t c_stride);

template <typename Scalar>
void AffineActivate(converter::ActivationKind f, Scalar scale, Scalar bias, const Scalar* x,
                    const Scalar* mask, ptrdiff_t count, Scalar* out);

template <typename Scalar>
Scalar Sum(const Scalar* x, ptrdiff_t count);

template <typename Scalar>
Scalar MaskedMax(const Scalar* x, const Scalar* mask, ptrdiff_t count);

extern const ProductKernel kProductKernel;
extern const KernelSet kKernelSet;

}  // namespace tidemark::reference::TIDEMARK_KERNELS

#endif  // TIDEMARK_REFERENCE_EIGEN_KERNELS_H_
