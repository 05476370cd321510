#ifndef TIDEMARK_CONVERTER_LAYOUT_COMPUTED_TABLE_H_
#define TIDEMARK_CONVERTER_LAYOUT_COMPUTED_TABLE_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
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

// The most that a package may hold of them: a few values of a file become tables of all the points
// of a board.
inline constexpr uint64_t kMostTableBytes = uint64_t{1} << 30;

// Throws FormatError that names `layer` if `bytes` is more.
void CheckTableBytes(uint64_t bytes, const std::string& layer);

// Those that a tensor of rotary frequencies becomes, in the order of FormsOf(). Throws FormatError
// that names its layer for frequencies that RotaryTable refuses.
std::vector<ComputedTable> TablesOf(const TensorSpec& tensor, std::span<const float> frequencies,
                                    const Storage& storage);

ComputedTable TableOf(const SharedTable& table, const Storage& storage);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_COMPUTED_TABLE_H_
