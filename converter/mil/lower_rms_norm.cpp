#include "converter/mil/lower_rms_norm.h"

#include <vector>

#include "converter/mil/lower_layers.h"

namespace tidemark::converter {
namespace {

// The mean of the squares: of each point's channels, or, if the norm is spatial, of all channels of
// all points on the board.
Value MeanSquare(Lowering& lowering, const RmsNorm& norm, const Value& x, const Value& mask) {
  Operations& ops = lowering.operations;
  const Value masked = ops.Binary("mul", lowering.Name(norm.name, "core_masked"), x, mask);
  const Value square = ops.Binary("mul", lowering.Name(norm.name, "square"), masked, masked);
  if (!norm.spatial) {
    return ops.Reduce("reduce_mean", lowering.Name(norm.name, "mean_square"), square, {1});
  }
  // The mean over the whole buffer, corrected by the share of it that the board fills: a sum over
  // so many values is never stored.
  const std::vector<int32_t> all = {1, 2, 3};
  const Value mean =
      ops.Reduce("reduce_mean", lowering.Name(norm.name, "buffer_mean"), square, all);
  const Value count = ops.Reduce("reduce_sum", lowering.Name(norm.name, "count"), mask, all);
  const auto points = static_cast<float>(lowering.options.height * lowering.options.width);
  const Value correction = ops.Binary("real_div", lowering.Name(norm.name, "correction"),
                                      ops.Float(mil::FLOAT32, points), count);
  return ops.Binary("mul", lowering.Name(norm.name, "mean_square"), mean, correction);
}

}  // namespace

Value LowerPointNorm(Lowering& lowering, const PointNorm& norm, const Value& x) {
  Operations& ops = lowering.operations;
  const Value wide = lowering.As(mil::FLOAT32, norm.name, x);
  const Value square = ops.Binary("mul", lowering.Name(norm.name, "square"), wide, wide);
  const Value mean_square =
      ops.Reduce("reduce_mean", lowering.Name(norm.name, "mean_square"), square, {1});
  const Value inverse =
      ops.ReciprocalRoot(lowering.Name(norm.name, "inverse"), mean_square, norm.epsilon);
  const Value factor = lowering.As(lowering.options.element(), norm.name, inverse);
  const Value normed = ops.Binary("mul", lowering.Name(norm.name, "normed"), x, factor);
  const Value weight = ops.Weight(lowering.Name(norm.name, "weight"), lowering.plan.Of(norm.gamma));
  const Value scaled = ops.Binary("mul", lowering.Name(norm.name, "scaled"), normed, weight);
  return ops.Binary("mul", lowering.Name(norm.name), scaled, lowering.mask);
}

Value LowerRmsNormTip(Lowering& lowering, const RmsNorm& norm, const Activation& activation,
                      const Value& x) {
  Operations& ops = lowering.operations;
  const Value wide = lowering.As(mil::FLOAT32, norm.name, x);
  const Value wide_mask = lowering.MaskAs(mil::FLOAT32);
  const Value mean_square = MeanSquare(lowering, norm, wide, wide_mask);
  const Value inverse =
      ops.ReciprocalRoot(lowering.Name(norm.name, "inverse"), mean_square, norm.epsilon);
  const Value factor = lowering.As(lowering.options.element(), norm.name, inverse);
  const Value normed = ops.Binary("mul", lowering.Name(norm.name, "normed"), x, factor);
  const Value gamma = ops.Weight(lowering.Name(norm.name, "gamma"), lowering.plan.Of(norm.gamma));
  const Value scaled = ops.Binary("mul", lowering.Name(norm.name, "scaled"), normed, gamma);
  const Value beta = ops.Weight(lowering.Name(norm.name, "beta"), lowering.plan.Of(norm.beta));
  const Value shifted = ops.Binary("add", lowering.Name(norm.name), scaled, beta);
  const Value active = LowerActivation(lowering, activation, shifted);
  return ops.Binary("mul", lowering.Name(norm.name, "masked"), active, lowering.mask);
}

}  // namespace tidemark::converter
