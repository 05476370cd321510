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

}  // namespace

Value LowerConvolution(Lowering& lowering, const Convolution& layer, const Value& x,
                       const std::string& name) {
  const Value weight = lowering.operations.Weight(lowering.Name(layer.name, "weight"),
                                                  lowering.plan.Of(layer.weights));
  return lowering.operations.Convolution(OrAfter(lowering, name, layer.name), x, weight);
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
  const Value weight = lowering.operations.Weight(lowering.Name(layer.name, "weight"),
                                                  lowering.plan.Of(layer.weights));
  return lowering.operations.MatMul(OrAfter(lowering, name, layer.name), x, weight);
}

Value LowerLinear(Lowering& lowering, const MatMul& layer, const Bias& bias, const Value& x,
                  const std::string& name) {
  Operations& ops = lowering.operations;
  const Value weight =
      ops.Weight(lowering.Name(layer.name, "weight"), lowering.plan.Of(layer.weights));
  const Value added = ops.Weight(lowering.Name(bias.name, "bias"), lowering.plan.Of(bias.weights));
  return ops.Linear(OrAfter(lowering, name, layer.name), x, weight, added);
}

Value LowerChannelBias(Lowering& lowering, const std::string& layer, const Value& x,
                       const Value& channels) {
  Operations& ops = lowering.operations;
  const Value per_channel = ops.AsChannels(lowering.Name(layer, "channels"), channels);
  return ops.Binary("add", lowering.Name(layer, "added"), x, per_channel);
}

}  // namespace tidemark::converter
