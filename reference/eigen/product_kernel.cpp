#include "reference/eigen/product_kernel.h"

#include "reference/eigen/kernels.h"
#include "reference/eigen/packets.h"

namespace tidemark::reference::TIDEMARK_KERNELS {
namespace {

using Eigen::internal::padd;
using Eigen::internal::pmadd;

// Sums held in registers at a time: with the packets of the panel and one of the left side, they
// fit 16 registers or 32.
constexpr int kSums = EIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS >= 32 ? 24 : 12;

// The sums of kRows rows by kPackets packets of columns.
template <int kRows, int kPackets>
struct Sums {
  Packet at[kRows][kPackets];
};

template <int kRows, int kPackets>
inline Sums<kRows, kPackets> Multiply(int depth, const float* a, ptrdiff_t a_stride,
                                      const float* panel) {
  Sums<kRows, kPackets> sums;
  for (int row = 0; row < kRows; ++row) {
    for (int i = 0; i < kPackets; ++i) sums.at[row][i] = Broadcast<Packet>(0.0F);
  }
  for (int k = 0; k < depth; ++k, panel += kPanelColumns) {
    Packet b[kPackets];
    for (int i = 0; i < kPackets; ++i) {
      b[i] = Eigen::internal::pload<Packet>(panel + i * kPacketSize);
    }
    for (int row = 0; row < kRows; ++row) {
      const Packet value = Broadcast<Packet>(a[row * a_stride + k]);
      for (int i = 0; i < kPackets; ++i) sums.at[row][i] = pmadd(value, b[i], sums.at[row][i]);
    }
  }
  return sums;
}

template <int kRows, int kPackets>
inline void StoreSums(const Sums<kRows, kPackets>& sums, int columns, bool accumulate, float* c,
                      ptrdiff_t c_stride) {
  constexpr int kColumns = kPackets * kPacketSize;
  for (int row = 0; row < kRows; ++row, c += c_stride) {
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

// How many rows to take at a time when so many are left. Of fewer than three the sums would wait
// for each other.
template <int kMost>
int RowsToTake(int left) {
  if (left == kMost) return kMost;
  if (left == 5 || left == 6 || left == 9) return 3;
  if (left >= kMost + 4) return kMost;
  return left < 4 ? left : 4;
}

// Columns of kPackets packets.
template <int kPackets>
void MultiplyColumns(int rows, int columns, int depth, const float* a, ptrdiff_t a_stride,
                     const float* panel, bool accumulate, float* c, ptrdiff_t c_stride) {
  constexpr int kMost = kSums / kPackets;
  while (rows > 0) {
    const int count = RowsToTake<kMost>(rows);
    const auto multiply = [&]<int kRows>() {
      StoreSums(Multiply<kRows, kPackets>(depth, a, a_stride, panel), columns, accumulate, c,
                c_stride);
    };
    switch (count) {
      case 1:
        multiply.template operator()<1>();
        break;
      case 2:
        multiply.template operator()<2>();
        break;
      case 3:
        multiply.template operator()<3>();
        break;
      case 4:
        multiply.template operator()<4>();
        break;
      default:
        multiply.template operator()<kMost>();
        break;
    }
    rows -= count;
    a += count * a_stride;
    c += count * c_stride;
  }
}

void MultiplyPanel(int rows, int columns, int depth, const float* a, ptrdiff_t a_stride,
                   const float* panel, bool accumulate, float* c, ptrdiff_t c_stride) {
  if (columns <= kPacketSize) {
    MultiplyColumns<1>(rows, columns, depth, a, a_stride, panel, accumulate, c, c_stride);
  } else {
    MultiplyColumns<kPanelPackets>(rows, columns, depth, a, a_stride, panel, accumulate, c,
                                   c_stride);
  }
}

void PackPanel(int depth, int columns, const float* rows, ptrdiff_t stride, float* panel) {
  for (int k = 0; k < depth; ++k, rows += stride, panel += kPanelColumns) {
    if (columns == kPanelColumns) {
      for (int i = 0; i < kPanelColumns; i += kPacketSize) Store(panel + i, Load<Packet>(rows + i));
    } else {
      for (int i = 0; i < kPanelColumns; ++i) panel[i] = i < columns ? rows[i] : 0.0F;
    }
  }
}

}  // namespace

constinit const ProductKernel kProductKernel = {
    .panel_columns = kPanelColumns, .pack = PackPanel, .multiply = MultiplyPanel};

}  // namespace tidemark::reference::TIDEMARK_KERNELS
