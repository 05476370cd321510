#include "harness/backends/ane/weight_panel.h"

#include <span>

#include "converter/layout/half.h"
#include "harness/backends/ane/vector_kernels.h"

namespace tidemark::harness::ane {

WeightPanel RowPanel(const Operand& weight, size_t row_size, size_t first, size_t count,
                     float* scratch) {
  if (weight.halves == nullptr) {
    return {.values = weight.floats() + first * row_size, .row_stride = row_size};
  }
  const size_t size = count * row_size;
  converter::FloatsFromHalves({weight.halves + first * row_size, size}, {scratch, size});
  return {.values = scratch, .row_stride = row_size};
}

WeightPanel ColumnPanel(const Operand& weight, size_t rows, size_t row_size, size_t first,
                        size_t count, float* scratch) {
  if (weight.halves == nullptr) {
    return {.values = weight.floats() + first, .row_stride = row_size};
  }
  for (size_t row = 0; row < rows; ++row) {
    converter::FloatsFromHalves({weight.halves + row * row_size + first, count},
                                {scratch + row * count, count});
  }
  return {.values = scratch, .row_stride = count};
}

void FinishRows(float* rows, size_t count, size_t row_size, const float* bias, bool rounds) {
  const VectorKernels& vectors = Vectors();
  if (bias != nullptr) {
    for (size_t i = 0; i < count; ++i) {
      float* const row = rows + i * row_size;
      vectors.binary(BinaryOp::kAdd, RowForm::kYIsOne, rounds, row, bias + i, row_size, row);
    }
  } else if (rounds) {
    vectors.unary(UnaryOp::kCopy, 0, true, rows, count * row_size, rows);
  }
}

}  // namespace tidemark::harness::ane
