#include <Eigen/Core>

#include "reference/eigen/kernels.h"

namespace tidemark::reference::TIDEMARK_KERNELS {
namespace {

template <typename Scalar, int kOrder>
using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, kOrder>;

template <typename Scalar, int kOrder>
using View = Eigen::Map<Matrix<Scalar, kOrder>, Eigen::Unaligned, Eigen::OuterStride<>>;

template <typename Scalar, int kOrder>
using ConstView = Eigen::Map<const Matrix<Scalar, kOrder>, Eigen::Unaligned, Eigen::OuterStride<>>;

template <typename A, typename B, typename C>
void Multiply(const A& a, const B& b, bool accumulate, C& c) {
  if (accumulate) {
    c.noalias() += a * b;
  } else {
    c.noalias() = a * b;
  }
}

}  // namespace

template <typename Scalar>
void Gemm(Transposed transposed, int m, int n, int k, const Scalar* a, ptrdiff_t a_stride,
          const Scalar* b, ptrdiff_t b_stride, bool accumulate, Scalar* c, ptrdiff_t c_stride) {
  // So much at a time that the blocks Eigen packs fit its buffers on the stack: a heap block of
  // their size may cost page faults at every call.
  constexpr int kTile = 192;
  for (int row = 0; row < m; row += kTile) {
    const int rows = m - row < kTile ? m - row : kTile;
    for (int column = 0; column < n; column += kTile) {
      const int columns = n - column < kTile ? n - column : kTile;
      View<Scalar, Eigen::RowMajor> product(c + row * c_stride + column, rows, columns,
                                            Eigen::OuterStride<>(c_stride));
      const Eigen::OuterStride<> left_stride(a_stride);
      const Eigen::OuterStride<> right_stride(b_stride);
      const ConstView<Scalar, Eigen::RowMajor> left(a + row * a_stride, rows, k, left_stride);
      const ConstView<Scalar, Eigen::RowMajor> right(b + column, k, columns, right_stride);
      switch (transposed) {
        case Transposed::kNone:
          Multiply(left, right, accumulate, product);
          break;
        case Transposed::kLeft:
          Multiply(ConstView<Scalar, Eigen::ColMajor>(a + row, rows, k, left_stride), right,
                   accumulate, product);
          break;
        case Transposed::kRight:
          Multiply(
              left,
              ConstView<Scalar, Eigen::ColMajor>(b + column * b_stride, k, columns, right_stride),
              accumulate, product);
          break;
      }
    }
  }
}

template void Gemm(Transposed, int, int, int, const float*, ptrdiff_t, const float*, ptrdiff_t,
                   bool, float*, ptrdiff_t);
template void Gemm(Transposed, int, int, int, const double*, ptrdiff_t, const double*, ptrdiff_t,
                   bool, double*, ptrdiff_t);

}  // namespace tidemark::reference::TIDEMARK_KERNELS
