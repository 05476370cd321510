#include "harness/backends/gpu/opencl/trunk_plan.h"

#include <utility>
#include <variant>

#include "harness/backends/gpu/opencl/block_plan.h"

namespace tidemark::harness::gpu {
namespace {

// What the global inputs, and the metadata, add to every point of the stream.
PlanVector PlanStemBias(const converter::Trunk& trunk, const NetworkVectors& inputs,
                        LayerPlan& layers) {
  PlanVector bias = layers.Multiply(inputs.global, trunk.initial_mat_mul, nullptr, nullptr, true);
  if (trunk.metadata_encoder.has_value()) {
    const converter::MetadataEncoder& encoder = *trunk.metadata_encoder;
    const PlanVector first =
        layers.Multiply(inputs.metadata, encoder.mul1, &encoder.bias1, &encoder.activation1);
    const PlanVector second =
        layers.Multiply(first, encoder.mul2, &encoder.bias2, &encoder.activation2);
    layers.AddProduct(second, encoder.mul3, bias);
  }
  return bias;
}

}  // namespace

HeldMap PlanTrunk(const converter::Network& network, const NetworkVectors& inputs,
                  LayerPlan& layers) {
  const converter::Trunk& trunk = network.trunk;
  const auto* const rms_tip = std::get_if<converter::RmsNorm>(&trunk.tip_norm);
  NextNorm tip;
  if (rms_tip == nullptr) {
    tip.emplace(
        NormActivation{std::get<converter::BatchNorm>(trunk.tip_norm), trunk.tip_activation});
  }
  const NextNorm first = FirstNormOf(trunk.blocks, tip);

  const HeldMap stream = layers.Map(trunk.channels);
  HeldMap normed = first.has_value() ? layers.Map(trunk.channels) : nullptr;
  {
    const HeldMap spatial = layers.Map(network.spatial_channels);
    layers.PlaceInputs(inputs.spatial, network.spatial_channels, spatial);
    const PlanVector bias = PlanStemBias(trunk, inputs, layers);
    layers.Convolve(trunk.initial_convolution, spatial,
                    {.bias = bias.buffer, .raw = stream, .normed = normed, .norm = first});
  }
  normed = PlanBlocks(trunk.blocks, stream, std::move(normed), tip, layers);
  if (rms_tip == nullptr) return normed;

  HeldMap out = layers.Map(trunk.channels);
  layers.RmsNorm(stream, *rms_tip, trunk.tip_activation, out);
  return out;
}

}  // namespace tidemark::harness::gpu
