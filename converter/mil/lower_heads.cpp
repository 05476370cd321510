#include "converter/mil/lower_heads.h"

#include "converter/mil/features.h"
#include "converter/mil/lower_layers.h"
#include "converter/mil/lower_pooling.h"

namespace tidemark::converter {

PolicyOutputs LowerPolicyHead(Lowering& lowering, const PolicyHead& head, const Value& tip,
                              const std::string& suffix) {
  Value p1 = LowerConvolution(lowering, head.p1_convolution, tip);
  const Value g1 = LowerNormActivation(lowering, head.g1_norm, head.g1_activation,
                                       LowerConvolution(lowering, head.g1_convolution, tip));
  const Value pooled = LowerPooling(lowering, Pooling::kTrunk, head.name, g1);
  const Value bias = LowerMatMul(lowering, head.pooling_to_bias, pooled);
  p1 = LowerChannelBias(lowering, head.pooling_to_bias.name, p1, bias);
  p1 = LowerNormActivation(lowering, head.p1_norm, head.p1_activation, p1);

  PolicyOutputs outputs;
  outputs.policy = LowerConvolution(lowering, head.p2_convolution, p1, kPolicyOutput + suffix);
  if (!head.pass_tail.has_value()) {
    outputs.pass = LowerMatMul(lowering, head.pooling_to_pass, pooled, kPassOutput + suffix);
    return outputs;
  }
  const PassTail& tail = *head.pass_tail;
  const Value hidden = LowerActivation(
      lowering, tail.activation, LowerLinear(lowering, head.pooling_to_pass, tail.bias, pooled));
  outputs.pass = LowerMatMul(lowering, tail.second, hidden, kPassOutput + suffix);
  return outputs;
}

ValueOutputs LowerValueHead(Lowering& lowering, const ValueHead& head, const Value& tip,
                            const std::string& suffix) {
  const Value v1 = LowerNormActivation(lowering, head.v1_norm, head.v1_activation,
                                       LowerConvolution(lowering, head.v1_convolution, tip));
  const Value pooled = LowerPooling(lowering, Pooling::kValue, head.name, v1);
  const Value hidden = LowerActivation(lowering, head.v2_activation,
                                       LowerLinear(lowering, head.v2, head.v2_bias, pooled));
  ValueOutputs outputs;
  outputs.value = LowerLinear(lowering, head.v3, head.v3_bias, hidden, kValueOutput + suffix);
  outputs.score = LowerLinear(lowering, head.sv3, head.sv3_bias, hidden, kScoreOutput + suffix);
  outputs.ownership =
      LowerConvolution(lowering, head.ownership_convolution, v1, kOwnershipOutput + suffix);
  return outputs;
}

}  // namespace tidemark::converter
