#include "reference/eigen/product_kernel.h"

#include "reference/eigen/kernels.h"
#include "reference/eigen/packets.h"

namespace tidemark::reference::TIDEMARK_KERNELS {
namespace {

using Eigen::internal::padd;
using Eigen::internal::pmadd;

// Rows whose sums are held in registers at a time. With the packets of the panel and one of the
// left side, they fit 16 registers or 32.
constexpr int kRows = EIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS >= 32 ? 8 : 4;

// The sums of kCount rows.
template <int kCount>
struct Sums {
  Packet at[kCount][kPanelPackets];
};

template <int kCount>
inline Sums<kCount> Multiply(int depth, const float* a, ptrdiff_t a_stride, const float* panel) {
  Sums<kCount> sums;
  for (int row = 0; row < kCount; ++row) {
    for (int i = 0; i < kPanelPackets; ++i) sums.at[row][i] = Broadcast<Packet>(0.0F);
  }
  for (int k = 0; k < depth; ++k, panel += kPanelColumns) {
    Packet b[kPanelPackets];
    for (int i = 0; i < kPanelPackets; ++i)
      b[i] = Eigen::internal::pload<Packet>(panel + i * kPacketSize);
    for (int row = 0; row < kCount; ++row) {
      const Packet value = Broadcast<Packet>(a[row * a_stride + k]);
      for (int i = 0; i < kPanelPackets; ++i) sums.at[row][i] = pmadd(value, b[i], sums.at[row][i]);
    }
  }
  return sums;
}

template <int kCount>
inline void StoreSums(const Sums<kCount>& sums, int columns, bool accumulate, float* c,
                      ptrdiff_t c_stride) {
  for (int row = 0; row < kCount; ++row, c += c_stride) {
    alignas(64) float values[kPanelColumns];
    const bool whole = columns == kPanelColumns;
    float* const to = whole ? c : values;
    for (int i = 0; i < kPanelPackets; ++i) {
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
int RowsToTake(int left) {
  if (left >= kRows + 4 || left == kRows) return kRows;
  if (left == 5 || left == 6 || left == 9) return 3;
  return left < 4 ? left : 4;
}

void MultiplyPanel(int rows, int columns, int depth, const float* a, ptrdiff_t a_stride,
                   const float* panel, bool accumulate, float* c, ptrdiff_t c_stride) {
  while (rows > 0) {
    const int count = RowsToTake(rows);
    const auto multiply = [&]<int kCount>() {
      StoreSums(Multiply<kCount>(depth, a, a_stride, panel), columns, accumulate, c, c_stride);
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
        multiply.template operator()<kRows>();
        break;
    }
    rows -= count;
    a += count * a_stride;
    c += count * c_stride;
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
