#include "converter/mil/lower_rows.h"

namespace tidemark::converter {

Dimension RowCount(const Lowering& lowering) {
  const Dimension batch = lowering.options.batch();
  if (!batch.has_value()) return std::nullopt;
  return *batch * lowering.options.storage().points();
}

Value LowerToRows(Lowering& lowering, const std::string& layer, const Value& x) {
  Operations& ops = lowering.operations;
  const Value last = ops.Transpose(lowering.Name(layer, "channels_last"), x, {0, 2, 3, 1});
  return ops.Reshape(lowering.Name(layer, "rows"), last,
                     {RowCount(lowering), last.type.shape.back()});
}

Value LowerAddRows(Lowering& lowering, const std::string& block, const Value& rows,
                   const Value& x) {
  Operations& ops = lowering.operations;
  const Value points = ops.Reshape(
      lowering.Name(block, "points"), rows,
      {x.type.shape[0], lowering.options.height, lowering.options.width, rows.type.shape.back()});
  const Value channels = ops.Transpose(lowering.Name(block, "channels"), points, {0, 3, 1, 2});
  const Value masked = ops.Binary("mul", lowering.Name(block, "masked"), channels, lowering.mask);
  return ops.Binary("add", lowering.Name(block, "out"), x, masked);
}

}  // namespace tidemark::converter
