#include "converter/mil/lower_feed_forward.h"

#include "converter/mil/lower_layers.h"
#include "converter/mil/lower_rms_norm.h"
#include "converter/mil/lower_rows.h"

namespace tidemark::converter {

Value LowerFeedForward(Lowering& lowering, const FeedForwardBlock& block, const Value& x) {
  Operations& ops = lowering.operations;
  const Value rows =
      LowerToRows(lowering, block.norm.name, LowerPointNorm(lowering, block.norm, x));
  const Value wide = lowering.Wide(block.norm.name, rows);
  const Value up = LowerWideMatMul(lowering, block.up, wide);
  const Value gate = LowerWideMatMul(lowering, block.gate, wide);
  const Value sigmoid = ops.Unary("sigmoid", lowering.Name(block.up.name, "sigmoid"), up);
  const Value silu = ops.Binary("mul", lowering.Name(block.up.name, "silu"), up, sigmoid);
  const Value hidden = ops.Binary("mul", lowering.Name(block.name, "hidden"), silu, gate);
  const Value down = LowerWideMatMul(lowering, block.down, hidden);
  return LowerAddRows(lowering, block.name,
                      lowering.As(lowering.options.element(), block.down.name, down), x);
}

}  // namespace tidemark::converter
