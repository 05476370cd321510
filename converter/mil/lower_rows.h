#ifndef TIDEMARK_CONVERTER_MIL_LOWER_ROWS_H_
#define TIDEMARK_CONVERTER_MIL_LOWER_ROWS_H_

#include <string>

#include "converter/mil/lowering.h"

namespace tidemark::converter {

// Transformer blocks work on rows, one for each point of each position: [N * H * W, C].

// How many rows there are.
Dimension RowCount(const Lowering& lowering);

// [N, C, H, W] to rows.
Value LowerToRows(Lowering& lowering, const std::string& layer, const Value& x);

// Adds a block's rows to the stream `x` [N, C, H, W], at the points on the board.
Value LowerAddRows(Lowering& lowering, const std::string& block, const Value& rows, const Value& x);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LOWER_ROWS_H_
