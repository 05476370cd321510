#ifndef TIDEMARK_REFERENCE_EIGEN_KERNELS_H_
#define TIDEMARK_REFERENCE_EIGEN_KERNELS_H_

#include "reference/eigen/kernel_set.h"

// What one instruction set's compilation defines. TIDEMARK_KERNELS is the namespace of that
// compilation, and the build renames Eigen's namespace along with it, so that no template of one
// compilation can be linked into another.
namespace tidemark::reference::TIDEMARK_KERNELS {

// The functions of Kernels.
template <typename Scalar>
void Gemm(Transposed transposed, int m, int n, int k, const Scalar* a, ptrdiff_t a_stride,
          const Scalar* b, ptrdiff_t b_stride, bool accumulate, Scalar* c, ptrdiff_t c_stride);

template <typename Scalar>
void AffineActivate(converter::ActivationKind f, int channels, const Scalar* scale,
                    const Scalar* bias, int points, const Scalar* mask, const Scalar* x,
                    Scalar* out);

template <typename Scalar>
void Sums(int channels, int points, const Scalar* x, Scalar* sums);

template <typename Scalar>
void Maxima(int channels, int points, const Scalar* mask, const Scalar* x, Scalar* maxima);

template <typename Scalar>
void SquareSums(int channels, int points, const Scalar* x, Scalar* sums);

template <typename Scalar>
void Softmax(int rows, int keys, Scalar scale, const Scalar* mask, Scalar* x);

extern const ProductKernel kProductKernel;
extern const WinogradKernel kWinograd2;
extern const WinogradKernel kWinograd4;
extern const KernelSet kKernelSet;

}  // namespace tidemark::reference::TIDEMARK_KERNELS

#endif  // TIDEMARK_REFERENCE_EIGEN_KERNELS_H_
