#include "converter/mil/lower_pooling.h"

#include <cmath>
#include <vector>

namespace tidemark::converter {
namespace {

const std::vector<int32_t> kPoints = {2, 3};

// The three features, [N, C, 1, 1] each.
struct Features {
  Value mean = {};
  Value scaled_mean = {};
  Value third = {};
};

// The board may be smaller than the buffer: the mask says which points count.
Features MaskedFeatures(Lowering& lowering, Pooling pooling, const std::string& layer,
                        const Value& x) {
  Operations& ops = lowering.operations;
  const Value mask = lowering.MaskAs(lowering.options.wide_element());
  const auto name = [&](std::string_view part) { return lowering.Name(layer, part); };
  Features features;
  const Value count = ops.Reduce("reduce_sum", name("pool_count"), mask, kPoints);
  const Value masked = ops.Binary("mul", name("pool_masked"), x, mask);
  const Value sum = ops.Reduce("reduce_sum", name("pool_sum"), masked, kPoints);
  features.mean = ops.Binary("real_div", name("pool_mean"), sum, count);
  const Value root = ops.Unary("sqrt", name("pool_root"), count);
  const Value centered = ops.Binary("sub", name("pool_centered"), root, lowering.WideFloat(14.0F));
  const Value factor = ops.Binary("mul", name("pool_factor"), centered, lowering.WideFloat(0.1F));
  features.scaled_mean = ops.Binary("mul", name("pool_scaled_mean"), features.mean, factor);
  if (pooling == Pooling::kTrunk) {
    // Off the board -1, which no activation reaches on it.
    const Value shift = ops.Binary("sub", name("pool_shift"), mask, lowering.WideFloat(1.0F));
    const Value shifted = ops.Binary("add", name("pool_shifted"), masked, shift);
    features.third = ops.Reduce("reduce_max", name("pool_max"), shifted, kPoints);
    return features;
  }
  const Value square = ops.Binary("mul", name("pool_square"), centered, centered);
  const Value scaled =
      ops.Binary("mul", name("pool_square_scaled"), square, lowering.WideFloat(0.01F));
  const Value second = ops.Binary("sub", name("pool_factor_2"), scaled, lowering.WideFloat(0.1F));
  features.third = ops.Binary("mul", name("pool_scaled_mean_2"), features.mean, second);
  return features;
}

// The board fills the buffer, so that its size is a constant.
Features FullFeatures(Lowering& lowering, Pooling pooling, const std::string& layer,
                      const Value& x) {
  Operations& ops = lowering.operations;
  const auto name = [&](std::string_view part) { return lowering.Name(layer, part); };
  const auto points = static_cast<float>(lowering.options.height * lowering.options.width);
  const float factor = (std::sqrt(points) - 14.0F) * 0.1F;
  Features features;
  const Value sum = ops.Reduce("reduce_sum", name("pool_sum"), x, kPoints);
  features.mean = ops.Binary("mul", name("pool_mean"), sum, lowering.WideFloat(1.0F / points));
  features.scaled_mean =
      ops.Binary("mul", name("pool_scaled_mean"), features.mean, lowering.WideFloat(factor));
  features.third = pooling == Pooling::kTrunk
                       ? ops.Reduce("reduce_max", name("pool_max"), x, kPoints)
                       : ops.Binary("mul", name("pool_scaled_mean_2"), features.mean,
                                    lowering.WideFloat(factor * factor - 0.1F));
  return features;
}

}  // namespace

Value LowerPooling(Lowering& lowering, Pooling pooling, const std::string& layer,
                   const Value& input) {
  Operations& ops = lowering.operations;
  const Value x = lowering.Wide(layer, input);
  const Features features = lowering.options.identity_mask
                                ? FullFeatures(lowering, pooling, layer, x)
                                : MaskedFeatures(lowering, pooling, layer, x);
  std::vector<Value> parts;
  for (const Value* feature : {&features.mean, &features.scaled_mean, &features.third}) {
    parts.push_back(ops.SqueezePoints(lowering.Name(layer, "pool_feature"), *feature));
  }
  const Value pooled = ops.ConcatChannels(lowering.Name(layer, "pool"), parts);
  return lowering.As(lowering.options.element(), layer + "_pool", pooled);
}

}  // namespace tidemark::converter
