#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_WEIGHT_PANEL_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_WEIGHT_PANEL_H_

#include <cstddef>

#include "harness/backends/ane/kernel.h"

namespace tidemark::harness::ane {

// Output channels that are computed at a time. Weights held as halves are widened for one panel
// only, just before its product. The size is fixed, so results do not depend on the threads that
// share the panels.
inline constexpr size_t kPanel = 128;

// Columns [first, first + count) of the rows of a weight [rows, row_size], as floats: a pointer
// into the weight itself or, if it is held as halves, to `scratch`, where they have been widened.
struct WeightPanel {
  const float* values = nullptr;
  size_t row_stride = 0;
};

// Whole rows; `scratch` holds count * row_size floats.
WeightPanel RowPanel(const Operand& weight, size_t row_size, size_t first, size_t count,
                     float* scratch);

// Columns of all rows; `scratch` holds rows * count floats.
WeightPanel ColumnPanel(const Operand& weight, size_t rows, size_t row_size, size_t first,
                        size_t count, float* scratch);

// Adds bias[i] to row i, unless `bias` is null, and rounds: the end of every product.
void FinishRows(float* rows, size_t count, size_t row_size, const float* bias, bool rounds);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_WEIGHT_PANEL_H_
