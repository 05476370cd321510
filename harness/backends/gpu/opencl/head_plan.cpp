#include "harness/backends/gpu/opencl/head_plan.h"

namespace tidemark::harness::gpu {

void PlanPolicyHead(const converter::PolicyHead& head, const HeldMap& trunk, LayerPlan& layers,
                    NetworkVectors& vectors) {
  const HeldMap g1 = layers.Map(head.g1_convolution.out_channels);
  layers.Convolve(head.g1_convolution, trunk,
                  {.normed = g1, .norm = NormActivation{head.g1_norm, head.g1_activation}});
  const PlanVector pooled = layers.Pool(head.g1_convolution.name, g1,
                                        head.g1_convolution.out_channels, Pooling::kMeanAndMax);

  const PlanVector bias = layers.Multiply(pooled, head.pooling_to_bias, nullptr, nullptr, true);
  const HeldMap p1 = layers.Map(head.p1_convolution.out_channels);
  layers.Convolve(head.p1_convolution, trunk,
                  {.bias = bias.buffer,
                   .normed = p1,
                   .norm = NormActivation{head.p1_norm, head.p1_activation}});
  const HeldMap p2 = layers.Map(head.channels());
  layers.Convolve(head.p2_convolution, p1, {.raw = p2});
  layers.TakeOutputs(p2, head.channels(), vectors.policy);

  if (!head.pass_tail.has_value()) {
    vectors.pass = layers.Multiply(pooled, head.pooling_to_pass);
    return;
  }
  const PlanVector hidden = layers.Multiply(pooled, head.pooling_to_pass, &head.pass_tail->bias,
                                            &head.pass_tail->activation);
  vectors.pass = layers.Multiply(hidden, head.pass_tail->second);
}

void PlanValueHead(const converter::ValueHead& head, const HeldMap& trunk, LayerPlan& layers,
                   NetworkVectors& vectors) {
  const HeldMap v1 = layers.Map(head.v1_convolution.out_channels);
  layers.Convolve(head.v1_convolution, trunk,
                  {.normed = v1, .norm = NormActivation{head.v1_norm, head.v1_activation}});
  const PlanVector pooled =
      layers.Pool(head.v1_convolution.name, v1, head.v1_convolution.out_channels, Pooling::kMeans);
  const PlanVector v2 = layers.Multiply(pooled, head.v2, &head.v2_bias, &head.v2_activation);
  vectors.value = layers.Multiply(v2, head.v3, &head.v3_bias);
  vectors.score_value = layers.Multiply(v2, head.sv3, &head.sv3_bias);

  const HeldMap ownership = layers.Map(1);
  layers.Convolve(head.ownership_convolution, v1, {.raw = ownership});
  layers.TakeOutputs(ownership, 1, vectors.ownership);
}

}  // namespace tidemark::harness::gpu
