#include "converter/network/layer_factory.h"

#include <utility>

namespace tidemark::converter {
namespace {

// What exporters write: small enough to vanish next to any variance.
constexpr float kEpsilon = 1e-20F;
// Of the norms of transformers.
constexpr float kRmsEpsilon = 1e-6F;

uint64_t Unsigned(int count) { return static_cast<uint64_t>(count); }

}  // namespace

LayerFactory::LayerFactory(ActivationKind activation, std::vector<TensorSpec>& tensors)
    : activation_(activation), tensors_(tensors) {}

TensorId LayerFactory::Add(TensorSpec spec) {
  tensors_.push_back(std::move(spec));
  return {static_cast<uint32_t>(tensors_.size() - 1)};
}

Convolution LayerFactory::MakeConvolution(const std::string& name, int kernel, int in, int out) {
  return {
      .name = name,
      .kernel_y = kernel,
      .kernel_x = kernel,
      .in_channels = in,
      .out_channels = out,
      .weights = Add({.role = TensorRole::kConvolution,
                      .layer = name,
                      .shape = {Unsigned(kernel), Unsigned(kernel), Unsigned(in), Unsigned(out)}})};
}

BatchNorm LayerFactory::MakeBatchNorm(const std::string& name, int channels, bool has_scale) {
  BatchNorm layer = {.name = name, .channels = channels, .epsilon = kEpsilon};
  const auto add = [&](TensorRole role) {
    return Add({.role = role,
                .layer = name,
                .shape = {Unsigned(channels)},
                .batch_norm = {.epsilon = kEpsilon, .has_scale = has_scale, .has_bias = true}});
  };
  layer.mean = add(TensorRole::kBatchNormMean);
  layer.variance = add(TensorRole::kBatchNormVariance);
  if (has_scale) layer.scale = add(TensorRole::kBatchNormScale);
  layer.bias = add(TensorRole::kBatchNormBias);
  return layer;
}

Activation LayerFactory::MakeActivation(const std::string& name) const {
  return {.name = name, .kind = activation_};
}

MatMul LayerFactory::MakeMatMul(const std::string& name, int in, int out) {
  return {
      .name = name,
      .in_channels = in,
      .out_channels = out,
      .weights = Add(
          {.role = TensorRole::kMatMul, .layer = name, .shape = {Unsigned(in), Unsigned(out)}})};
}

MatMul LayerFactory::MakeLinear(const std::string& name, int in, int out) {
  MatMul layer = MakeMatMul(name, in, out);
  tensors_.back().role = TensorRole::kLinear;
  return layer;
}

Bias LayerFactory::MakeBias(const std::string& name, int channels) {
  return {
      .name = name,
      .channels = channels,
      .weights = Add({.role = TensorRole::kBias, .layer = name, .shape = {Unsigned(channels)}})};
}

MatMul LayerFactory::MakeAttentionOutput(const std::string& name, int in, int out, int heads) {
  MatMul layer = MakeMatMul(name, in, out);
  tensors_.back().role = TensorRole::kAttentionOutput;
  tensors_.back().heads = heads;
  return layer;
}

PointNorm LayerFactory::MakePointNorm(const std::string& name, int channels) {
  return {
      .name = name,
      .channels = channels,
      .epsilon = kRmsEpsilon,
      .gamma = Add({.role = TensorRole::kPointNorm, .layer = name, .shape = {Unsigned(channels)}})};
}

RmsNorm LayerFactory::MakeRmsNorm(const std::string& name, int channels, bool spatial) {
  RmsNorm layer = {.name = name, .channels = channels, .epsilon = kRmsEpsilon, .spatial = spatial};
  layer.gamma = Add({.role = TensorRole::kNormGamma, .layer = name, .shape = {Unsigned(channels)}});
  layer.beta = Add({.role = TensorRole::kNormBeta, .layer = name, .shape = {Unsigned(channels)}});
  return layer;
}

Rope LayerFactory::MakeRope(const std::string& name, int heads, int kv_heads, int pairs) {
  return {.name = name,
          .frequencies = Add({.role = TensorRole::kRopeFrequencies,
                              .layer = name,
                              .shape = {Unsigned(kv_heads), Unsigned(pairs), 2},
                              .heads = heads})};
}

}  // namespace tidemark::converter
