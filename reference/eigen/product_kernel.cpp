#include "reference/eigen/product_kernel.h"

#include "reference/eigen/kernels.h"
#include "reference/eigen/packets.h"

namespace tidemark::reference::TIDEMARK_KERNELS {
namespace {

using Eigen::internal::padd;
using Eigen::internal::pmadd;

// Sums held in registers at a time: rows of packets. With three packets of the panel and one of the
// left side, they fit 16 registers or 32.
constexpr int kPackets = 3;
constexpr int kRows = EIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS >= 32 ? 8 : 4;
constexpr int kColumns = kPackets * kPacketSize;

// The sums of kCount rows.
template <int kCount>
struct Sums {
  Packet at[kCount][kPackets];
};

template <int kCount>
inline Sums<kCount> Multiply(int depth, const float* a, ptrdiff_t a_stride, const float* panel) {
  Sums<kCount> sums;
  for (int row = 0; row < kCount; ++row) {
    for (int i = 0; i < kPackets; ++i) sums.at[row][i] = Broadcast<Packet>(0.0F);
  }
  for (int k = 0; k < depth; ++k, panel += kColumns) {
    Packet b[kPackets];
    for (int i = 0; i < kPackets; ++i)
      b[i] = Eigen::internal::pload<Packet>(panel + i * kPacketSize);
    for (int row = 0; row < kCount; ++row) {
      const Packet value = Broadcast<Packet>(a[row * a_stride + k]);
      for (int i = 0; i < kPackets; ++i) sums.at[row][i] = pmadd(value, b[i], sums.at[row][i]);
    }
  }
  return sums;
}

template <int kCount>
inline void StoreSums(const Sums<kCount>& sums, int columns, bool accumulate, float* c,
                      ptrdiff_t c_stride) {
  for (int row = 0; row < kCount; ++row, c += c_stride) {
    alignas(64) float values[kColumns];
    const bool whole = columns == kColumns;
    float* const to = whole ? c : values;
    for (int i = 0; i < kPackets; ++i) {
      Packet sum = sums.at[row][i];
      if (whole && accumulate) sum = padd(Load<Packet>(c + i * kPacketSize), sum);
      Store(to + i * kPacketSize, sum);
    }
    if (whole) continue;
    for (int i = 0; i < columns; ++i) c[i] = accumulate ? c[i] + values[i] : values[i];
  }
}

template <int kCount>
void MultiplyRows(int& rows, int columns, int depth, const float*& a, ptrdiff_t a_stride,
                  const float* panel, bool accumulate, float*& c, ptrdiff_t c_stride) {
  for (; rows >= kCount; rows -= kCount, a += kCount * a_stride, c += kCount * c_stride) {
    StoreSums(Multiply<kCount>(depth, a, a_stride, panel), columns, accumulate, c, c_stride);
  }
}

void MultiplyPanel(int rows, int columns, int depth, const float* a, ptrdiff_t a_stride,
                   const float* panel, bool accumulate, float* c, ptrdiff_t c_stride) {
  MultiplyRows<kRows>(rows, columns, depth, a, a_stride, panel, accumulate, c, c_stride);
  if constexpr (kRows > 4) {
    MultiplyRows<4>(rows, columns, depth, a, a_stride, panel, accumulate, c, c_stride);
  }
  MultiplyRows<2>(rows, columns, depth, a, a_stride, panel, accumulate, c, c_stride);
  MultiplyRows<1>(rows, columns, depth, a, a_stride, panel, accumulate, c, c_stride);
}

void PackPanel(int depth, int columns, const float* rows, ptrdiff_t stride, float* panel) {
  for (int k = 0; k < depth; ++k, rows += stride, panel += kColumns) {
    if (columns == kColumns) {
      for (int i = 0; i < kColumns; i += kPacketSize) Store(panel + i, Load<Packet>(rows + i));
    } else {
      for (int i = 0; i < kColumns; ++i) panel[i] = i < columns ? rows[i] : 0.0F;
    }
  }
}

}  // namespace

constinit const ProductKernel kProductKernel = {
    .panel_columns = kColumns, .pack = PackPanel, .multiply = MultiplyPanel};

}  // namespace tidemark::reference::TIDEMARK_KERNELS
