#ifndef TIDEMARK_REFERENCE_EIGEN_WINOGRAD_KERNEL_H_
#define TIDEMARK_REFERENCE_EIGEN_WINOGRAD_KERNEL_H_

#include <cstddef>

namespace tidemark::reference {

// The three transforms of a convolution of 3x3 taps by Winograd's minimal filtering, F(m x m, 3x3):
// a tile of m x m points is A^T [(G g G^T) * (B^T d B)] A, with d the (m + 2) x (m + 2) points
// around it, g the taps and * element by element. Over all channels, each of the (m + 2)^2 elements
// is a product of matrices.
//
// The interpolation points are 0 and ±1 for m = 2, and 0, ±3/4 and ±4/3 for m = 4: with these the
// rounding errors of a layer stay within three times those of a plain product, which the usual 0,
// ±1 and ±2 do not keep.
//
// This header is part of every compilation of the kernels: it must stay free of inline functions,
// which the linker would take from whichever compilation it met first.
struct WinogradKernel {
  // m, and (m + 2)^2.
  int tile = 0;
  int elements = 0;

  // B^T d B of `channels` channels. `points` are the `elements` points of the patch, row by row;
  // element e of channel c goes to v[e * element_stride + c].
  void (*transform_points)(int channels, const float* const* points, float* v,
                           ptrdiff_t element_stride) = nullptr;

  // G g G^T of `depth` input channels and the output channels of a panel of the product kernel:
  // `taps` are nine panels [depth, panel_columns], one after the other, and element e becomes such
  // a panel at u[e * element_stride].
  void (*transform_taps)(int depth, const float* taps, float* u,
                         ptrdiff_t element_stride) = nullptr;

  // A^T y A of `columns` channels, whose element e is at y[e * element_stride]. `points` are the
  // m x m points of the tile, row by row, null outside the map; the result is added to what is
  // there or, without `accumulate`, replaces it.
  void (*transform_products)(int columns, const float* y, ptrdiff_t element_stride, bool accumulate,
                             float* const* points) = nullptr;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_WINOGRAD_KERNEL_H_
