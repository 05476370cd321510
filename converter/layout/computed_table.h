#ifndef TIDEMARK_CONVERTER_LAYOUT_COMPUTED_TABLE_H_
#define TIDEMARK_CONVERTER_LAYOUT_COMPUTED_TABLE_H_

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "converter/layout/blob_form.h"
#include "converter/layout/shared_table.h"

namespace tidemark::converter {

// A table of a package whose values are computed, a row at a time.
struct ComputedTable {
  BlobForm form = {};
  // The values of the n-th row: of the last dimension.
  std::function<void(uint64_t n, std::span<float> values)> fill = {};

  uint64_t row_size() const { return form.shape.back(); }
  uint64_t rows() const { return form.bytes() / BytesPerElement(form.type) / row_size(); }
};

// Those that a tensor of rotary frequencies becomes, in the order of FormsOf(). Throws FormatError
// that names its layer for frequencies that RotaryTable refuses.
std::vector<ComputedTable> TablesOf(const TensorSpec& tensor, std::span<const float> frequencies,
                                    const Storage& storage);

ComputedTable TableOf(const SharedTable& table, const Storage& storage);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_COMPUTED_TABLE_H_
