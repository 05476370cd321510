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
void Gemm(bool transpose_a, int m, int n, int k, const Scalar* a, ptrdiff_t a_stride,
          const Scalar* b, ptrdiff_t b_stride, bool accumulate, Scalar* c, ptrdiff_t c_stride) {
  // So many columns at a time that the blocks Eigen packs fit its stack buffers: a heap block of
  // their size may cost page faults at every call.
  constexpr int kColumns = 192;
  for (int first = 0; first < n; first += kColumns) {
    const int columns = n - first < kColumns ? n - first : kColumns;
    const ConstView<Scalar, Eigen::RowMajor> right(b + first, k, columns,
                                                   Eigen::OuterStride<>(b_stride));
    View<Scalar, Eigen::RowMajor> product(c + first, m, columns, Eigen::OuterStride<>(c_stride));
    if (transpose_a) {
      const ConstView<Scalar, Eigen::ColMajor> left(a, m, k, Eigen::OuterStride<>(a_stride));
      Multiply(left, right, accumulate, product);
    } else {
      const ConstView<Scalar, Eigen::RowMajor> left(a, m, k, Eigen::OuterStride<>(a_stride));
      Multiply(left, right, accumulate, product);
    }
  }
}

template void Gemm(bool, int, int, int, const float*, ptrdiff_t, const float*, ptrdiff_t, bool,
                   float*, ptrdiff_t);
template void Gemm(bool, int, int, int, const double*, ptrdiff_t, const double*, ptrdiff_t, bool,
                   double*, ptrdiff_t);

}  // namespace tidemark::reference::TIDEMARK_KERNELS
