#ifndef TIDEMARK_REFERENCE_EIGEN_KERNEL_SET_H_
#define TIDEMARK_REFERENCE_EIGEN_KERNEL_SET_H_

#include <cstddef>
#include <span>

#include "converter/network/layers.h"
#include "reference/eigen/product_kernel.h"
#include "reference/eigen/winograd_kernel.h"

namespace tidemark::reference {

// Which operand of a product is stored transposed.
enum class Transposed { kNone, kLeft, kRight };

// The inner loops of evaluation. They are compiled once per instruction set, from the same sources,
// and everything else calls them through these tables. Maps are points as rows and channels as
// columns; a mask has a value for each point, 1 or 0.
//
// This header is part of every such compilation: it must stay free of inline functions, which the
// linker would take from whichever compilation it met first.
template <typename Scalar>
struct Kernels {
  // C = A * B or, with `accumulate`, C += A * B: see gemm.h. A transposed A is stored [k, m], a
  // transposed B [n, k].
  void (*gemm)(Transposed transposed, int m, int n, int k, const Scalar* a, ptrdiff_t a_stride,
               const Scalar* b, ptrdiff_t b_stride, bool accumulate, Scalar* c,
               ptrdiff_t c_stride) = nullptr;

  // out = f(scale * x + bias), with a scale and a bias for each channel, at points whose mask is 1,
  // and 0 at the others whatever x is. A null scale is 1, a null bias 0. `out` may be `x`.
  void (*affine_activate)(converter::ActivationKind f, int channels, const Scalar* scale,
                          const Scalar* bias, int points, const Scalar* mask, const Scalar* x,
                          Scalar* out) = nullptr;

  // Sums over the points, for each channel, and maxima of x + mask - 1 but at least -1: the mean
  // and the maximum over the board of values that are 0 off it.
  void (*sums)(int channels, int points, const Scalar* x, Scalar* sums) = nullptr;
  void (*maxima)(int channels, int points, const Scalar* mask, const Scalar* x,
                 Scalar* maxima) = nullptr;

  // The sum of the squares of a point's channels, for each point.
  void (*square_sums)(int channels, int points, const Scalar* x, Scalar* sums) = nullptr;

  // Makes each row [keys] of `x` a distribution over the keys whose mask is 1, with weights
  // exp(scale * x), and 0 at the others.
  void (*softmax)(int rows, int keys, Scalar scale, const Scalar* mask, Scalar* x) = nullptr;
};

struct KernelSet {
  // "x86-64-v2", "x86-64-v3", "x86-64-v4" or "arm64".
  const char* instruction_set = nullptr;
  Kernels<float> float32 = {};
  Kernels<double> float64 = {};
  const ProductKernel* product = nullptr;
  // Those of tiles of 2 and of 4 points a side.
  const WinogradKernel* winograd2 = nullptr;
  const WinogradKernel* winograd4 = nullptr;
};

// The sets that this CPU runs, slowest first; never empty.
std::span<const KernelSet* const> SupportedKernelSets();

// The one that evaluation uses: the last of them.
const KernelSet& BestKernelSet();

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_KERNEL_SET_H_
