#include "converter/mil/lower_layers.h"

namespace tidemark::converter {
namespace {

Value LowerMish(Lowering& lowering, const std::string& layer, const Value& x) {
  Operations& ops = lowering.operations;
  const Value two = lowering.Float(2.0F);
  const Value exp = ops.Unary("exp", lowering.Name(layer, "exp"), x);
  const Value sum = ops.Binary("add", lowering.Name(layer, "exp_plus_2"), exp, two);
  const Value product = ops.Binary("mul", lowering.Name(layer, "product"), exp, sum);
  const Value quotient = ops.Binary("real_div", lowering.Name(layer, "quotient"), two, product);
  const Value divisor =
      ops.Binary("add", lowering.Name(layer, "divisor"), lowering.Float(1.0F), quotient);
  return ops.Binary("real_div", lowering.Name(layer), x, divisor);
}

std::string OrAfter(Lowering& lowering, const std::string& name, const std::string& layer) {
  return name.empty() ? lowering.Name(layer) : name;
}

// A stored weight in the element type of products.
Value WideWeight(Lowering& lowering, const std::string& layer, TensorId weights) {
  const Value stored =
      lowering.operations.Weight(lowering.Name(layer, "weight"), lowering.plan.Of(weights));
  return lowering.Wide(layer + "_weight", stored);
}

// What `compute` makes under the name that it is given, in the element type of what passes between
// layers: that is `name` or the layer's, but for a result that is yet to be cast.
template <typename Compute>
Value Narrowed(Lowering& lowering, const std::string& layer, const std::string& name,
               const Compute& compute) {
  const mil::DataType element = lowering.options.element();
  if (lowering.options.wide_element() == element) return compute(OrAfter(lowering, name, layer));
  const Value wide = compute(lowering.Name(layer, "wide"));
  return lowering.operations.Cast(OrAfter(lowering, name, layer), wide, element);
}

}  // namespace

Value LowerConvolution(Lowering& lowering, const Convolution& layer, const Value& x,
                       const std::string& name) {
  const Value weight = WideWeight(lowering, layer.name, layer.weights);
  const Value wide = lowering.Wide(layer.name, x);
  return Narrowed(lowering, layer.name, name, [&](const std::string& result) {
    return lowering.operations.Convolution(result, wide, weight);
  });
}

Value LowerActivation(Lowering& lowering, const Activation& layer, const Value& x) {
  Operations& ops = lowering.operations;
  switch (layer.kind) {
    case ActivationKind::kIdentity:
      return x;
    case ActivationKind::kRelu:
      return ops.Unary("relu", lowering.Name(layer.name), x);
    case ActivationKind::kSilu: {
      const Value gate = ops.Unary("sigmoid", lowering.Name(layer.name, "gate"), x);
      return ops.Binary("mul", lowering.Name(layer.name), x, gate);
    }
    case ActivationKind::kMish:
      return LowerMish(lowering, layer.name, x);
  }
  return x;
}

Value LowerNormActivation(Lowering& lowering, const BatchNorm& norm, const Activation& activation,
                          const Value& x) {
  Operations& ops = lowering.operations;
  const Value scale =
      ops.Weight(lowering.Name(norm.name, "scale"), lowering.plan.MergedScale(norm));
  const Value scaled = ops.Binary("mul", lowering.Name(norm.name, "scaled"), x, scale);
  const Value bias = ops.Weight(lowering.Name(norm.name, "bias"), lowering.plan.MergedBias(norm));
  Value normed = ops.Binary("add", lowering.Name(norm.name), scaled, bias);
  if (!lowering.options.identity_mask) {
    normed = ops.Binary("mul", lowering.Name(norm.name, "masked"), normed, lowering.mask);
  }
  return LowerActivation(lowering, activation, normed);
}

Value LowerMatMul(Lowering& lowering, const MatMul& layer, const Value& x,
                  const std::string& name) {
  const Value weight = WideWeight(lowering, layer.name, layer.weights);
  const Value wide = lowering.Wide(layer.name, x);
  return Narrowed(lowering, layer.name, name, [&](const std::string& result) {
    return lowering.operations.MatMul(result, wide, weight);
  });
}

Value LowerWideMatMul(Lowering& lowering, const MatMul& layer, const Value& x,
                      const std::string& name) {
  const Value weight = WideWeight(lowering, layer.name, layer.weights);
  return lowering.operations.MatMul(OrAfter(lowering, name, layer.name), x, weight);
}

Value LowerLinear(Lowering& lowering, const MatMul& layer, const Bias& bias, const Value& x,
                  const std::string& name) {
  Operations& ops = lowering.operations;
  const Value weight =
      ops.Weight(lowering.Name(layer.name, "weight"), lowering.plan.Of(layer.weights));
  const Value added = ops.Weight(lowering.Name(bias.name, "bias"), lowering.plan.Of(bias.weights));
  if (!lowering.options.storage().splits_linear()) {
    return ops.Linear(OrAfter(lowering, name, layer.name), x, weight, added);
  }
  const Value product =
      ops.MatMul(lowering.Name(layer.name, "product"), lowering.Wide(layer.name, x), weight);
  return Narrowed(lowering, layer.name, name, [&](const std::string& result) {
    return ops.Binary("add", result, product, added);
  });
}

Value LowerChannelBias(Lowering& lowering, const std::string& layer, const Value& x,
                       const Value& channels) {
  Operations& ops = lowering.operations;
  const Value per_channel = ops.AsChannels(lowering.Name(layer, "channels"), channels);
  return ops.Binary("add", lowering.Name(layer, "added"), x, per_channel);
}

}  // namespace tidemark::converter
