#include "converter/network/layer_reader.h"

#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "converter/io/printable_text.h"

namespace tidemark::converter {
namespace {

// Below this version every activation is ReLU and its record has no kind.
constexpr int kFirstVersionWithActivationKinds = 11;

uint64_t AsUnsigned(int count) { return static_cast<uint64_t>(count); }

}  // namespace

LayerReader::LayerReader(TokenReader& tokens, int version, std::vector<TensorSpec>& tensors,
                         WeightSink& sink)
    : tokens_(tokens), version_(version), tensors_(tensors), sink_(sink) {}

std::string LayerReader::ReadName(std::string_view kind) {
  tokens_.set_layer({});
  std::string name = tokens_.Name("the name of " + std::string(kind));
  tokens_.set_layer(name);
  return name;
}

int LayerReader::ReadWidth(std::string_view what, Width expected) {
  const int channels = tokens_.Integer(what, 1, kMostChannels);
  if (expected.channels != 0 && channels != expected.channels) {
    tokens_.Fail(std::string(what) + " is " + std::to_string(channels) + "; expected " +
                 std::to_string(expected.channels) + ", to fit " + std::string(expected.neighbour));
  }
  return channels;
}

TensorId LayerReader::ReadTensor(TensorSpec spec, std::string_view what,
                                 const TokenReader::Piece& also) {
  const uint64_t count = spec.count();
  if (count > kMostTensorValues) {
    tokens_.Fail(std::string(what) + " would be " + std::to_string(count) +
                 " values; accepted: at most " + std::to_string(kMostTensorValues));
  }
  values_ += count;
  if (values_ > kMostValues) {
    tokens_.Fail("the network would have more than " + std::to_string(kMostValues) + " values");
  }
  const TensorId id = {static_cast<uint32_t>(tensors_.size())};
  sink_.Begin(tensors_.emplace_back(std::move(spec)));
  tokens_.Floats(what, count, [&](std::span<const float> piece) {
    sink_.Append(piece);
    if (also) also(piece);
  });
  sink_.End();
  return id;
}

Convolution LayerReader::ReadConvolution(Width in, Width out) {
  Convolution layer = {.name = ReadName("a convolution")};
  const auto read_size = [this](std::string_view what) {
    const int size = tokens_.Integer(what, 1, kLargestKernel);
    if (size % 2 == 0) {
      tokens_.Fail(std::string(what) + " is " + std::to_string(size) + "; expected an odd size");
    }
    return size;
  };
  layer.kernel_y = read_size("the kernel's height");
  layer.kernel_x = read_size("the kernel's width");
  layer.in_channels = ReadWidth("the convolution's input width", in);
  layer.out_channels = ReadWidth("the convolution's output width", out);
  tokens_.Integer("the convolution's vertical dilation", 1, 1);
  tokens_.Integer("the convolution's horizontal dilation", 1, 1);
  layer.weights =
      ReadTensor({.role = TensorRole::kConvolution,
                  .layer = layer.name,
                  .shape = {AsUnsigned(layer.kernel_y), AsUnsigned(layer.kernel_x),
                            AsUnsigned(layer.in_channels), AsUnsigned(layer.out_channels)}},
                 "the convolution's weights");
  return layer;
}

BatchNorm LayerReader::ReadBatchNorm(Width channels) {
  BatchNorm layer = {.name = ReadName("a batch norm")};
  layer.channels = ReadWidth("the batch norm's width", channels);
  layer.epsilon = tokens_.PositiveFloat("the batch norm's epsilon");
  const BatchNormTerms terms = {
      .epsilon = layer.epsilon,
      .has_scale = tokens_.Integer("the batch norm's scale flag", 0, 1) == 1,
      .has_bias = tokens_.Integer("the batch norm's bias flag", 0, 1) == 1};
  const auto read = [&](TensorRole role, std::string_view what, std::vector<float>& kept) {
    return ReadTensor({.role = role,
                       .layer = layer.name,
                       .shape = {AsUnsigned(layer.channels)},
                       .batch_norm = terms},
                      what, [&kept](std::span<const float> piece) {
                        kept.insert(kept.end(), piece.begin(), piece.end());
                      });
  };
  std::vector<float> mean, variance, scale, bias;
  layer.mean = read(TensorRole::kBatchNormMean, "the batch norm's mean", mean);
  layer.variance = read(TensorRole::kBatchNormVariance, "the batch norm's variance", variance);
  if (terms.has_scale) {
    layer.scale = read(TensorRole::kBatchNormScale, "the batch norm's scale", scale);
  }
  if (terms.has_bias) {
    layer.bias = read(TensorRole::kBatchNormBias, "the batch norm's bias", bias);
  }
  CheckMergedForm(layer, mean, variance, scale, bias);
  return layer;
}

void LayerReader::CheckMergedForm(const BatchNorm& norm, const std::vector<float>& mean,
                                  const std::vector<float>& variance,
                                  const std::vector<float>& scale,
                                  const std::vector<float>& bias) const {
  for (size_t c = 0; c < mean.size(); ++c) {
    const float spread = variance[c] + norm.epsilon;
    if (!(spread > 0)) {
      tokens_.Fail("variance + epsilon of channel " + std::to_string(c) +
                   " of the batch norm is not above 0");
    }
    const float merged_scale = (scale.empty() ? 1.0F : scale[c]) / std::sqrt(spread);
    const float merged_bias = (bias.empty() ? 0.0F : bias[c]) - merged_scale * mean[c];
    if (!std::isfinite(merged_scale) || !std::isfinite(merged_bias)) {
      tokens_.Fail("channel " + std::to_string(c) +
                   " of the batch norm is not finite as a scale and a bias");
    }
  }
}

Activation LayerReader::ReadActivation() {
  Activation layer = {.name = ReadName("an activation"), .kind = ActivationKind::kRelu};
  if (version_ < kFirstVersionWithActivationKinds) return layer;
  const std::string_view kind = tokens_.Word("the kind of an activation");
  if (kind == "ACTIVATION_IDENTITY") {
    layer.kind = ActivationKind::kIdentity;
  } else if (kind == "ACTIVATION_RELU") {
    layer.kind = ActivationKind::kRelu;
  } else if (kind == "ACTIVATION_MISH") {
    layer.kind = ActivationKind::kMish;
  } else if (kind == "ACTIVATION_SILU") {
    layer.kind = ActivationKind::kSilu;
  } else {
    tokens_.Fail("unknown activation " + Quoted(kind) +
                 "; accepted: ACTIVATION_IDENTITY, ACTIVATION_RELU, ACTIVATION_MISH, "
                 "ACTIVATION_SILU");
  }
  return layer;
}

MatMul LayerReader::ReadMatMul(Width in, Width out, TensorRole role) {
  return ReadProduct(in, out, {.role = role});
}

MatMul LayerReader::ReadAttentionOutput(Width in, Width out, int heads) {
  return ReadProduct(in, out, {.role = TensorRole::kAttentionOutput, .heads = heads});
}

MatMul LayerReader::ReadProduct(Width in, Width out, TensorSpec spec) {
  MatMul layer = {.name = ReadName("a matrix product")};
  layer.in_channels = ReadWidth("the matrix product's input width", in);
  layer.out_channels = ReadWidth("the matrix product's output width", out);
  spec.layer = layer.name;
  spec.shape = {AsUnsigned(layer.in_channels), AsUnsigned(layer.out_channels)};
  layer.weights = ReadTensor(std::move(spec), "the matrix product's weights");
  return layer;
}

Bias LayerReader::ReadBias(Width channels) {
  Bias layer = {.name = ReadName("a bias")};
  layer.channels = ReadWidth("the bias's width", channels);
  layer.weights = ReadTensor(
      {.role = TensorRole::kBias, .layer = layer.name, .shape = {AsUnsigned(layer.channels)}},
      "the bias's values");
  return layer;
}

PointNorm LayerReader::ReadPointNorm(Width channels) {
  PointNorm layer = {.name = ReadName("a transformer's norm")};
  layer.channels = ReadWidth("the norm's width", channels);
  layer.epsilon = tokens_.PositiveFloat("the norm's epsilon");
  if (layer.epsilon > 1) tokens_.Fail("the norm's epsilon is above 1");
  layer.gamma = ReadTensor(
      {.role = TensorRole::kPointNorm, .layer = layer.name, .shape = {AsUnsigned(layer.channels)}},
      "the norm's weights");
  return layer;
}

Rope LayerReader::ReadRope(bool learned, const AttentionBlock& block) {
  const int kv_heads = block.kv_heads;
  const int pairs = block.q_width / 2;
  Rope rope = {.name = ReadName("a rotary embedding")};
  if (!learned) {
    rope.theta = tokens_.PositiveFloat("the rotary embedding's theta");
    return rope;
  }
  tokens_.Integer("the rotary embedding's KV heads", kv_heads, kv_heads);
  tokens_.Integer("the rotary embedding's pairs", pairs, pairs);
  tokens_.Integer("the rotary embedding's directions", 2, 2);
  rope.frequencies = ReadTensor({.role = TensorRole::kRopeFrequencies,
                                 .layer = rope.name,
                                 .shape = {AsUnsigned(kv_heads), AsUnsigned(pairs), 2},
                                 .heads = block.heads},
                                "the rotary embedding's frequencies");
  return rope;
}

RmsNorm LayerReader::ReadRmsNorm(Width channels) {
  RmsNorm layer = {.name = ReadName("an RMSNorm")};
  layer.channels = ReadWidth("the RMSNorm's width", channels);
  layer.epsilon = tokens_.PositiveFloat("the RMSNorm's epsilon");
  if (layer.epsilon > 1) tokens_.Fail("the RMSNorm's epsilon is above 1");
  constexpr int kAnyInteger = std::numeric_limits<int>::max();
  layer.spatial = tokens_.Integer("the RMSNorm's spatial flag", -kAnyInteger, kAnyInteger) != 0;
  tokens_.Integer("the RMSNorm's channel group size", 0, 0);
  const auto read = [&](TensorRole role, std::string_view what) {
    return ReadTensor({.role = role, .layer = layer.name, .shape = {AsUnsigned(layer.channels)}},
                      what);
  };
  layer.gamma = read(TensorRole::kNormGamma, "the RMSNorm's gamma");
  layer.beta = read(TensorRole::kNormBeta, "the RMSNorm's beta");
  return layer;
}

}  // namespace tidemark::converter
