#include <algorithm>
#include <string>

#include "converter/error.h"
#include "converter/network/architecture.h"
#include "converter/network/layer_factory.h"

namespace tidemark::converter {
namespace {

// The kernel of every convolution that sees a neighbourhood; all others are 1 x 1.
constexpr int kKernel = 3;

int ChooseVersion(const Architecture& architecture, const SynthesisOptions& options) {
  const int version = options.version.value_or(architecture.default_version);
  if (version < kOldestVersion || version > kNewestVersion) {
    throw UsageError("format version " + std::to_string(version) + "; accepted: " +
                     std::to_string(kOldestVersion) + " to " + std::to_string(kNewestVersion));
  }
  if (architecture.transformer.has_value() && version < 17) {
    throw UsageError("format version " + std::to_string(version) +
                     " has no transformer blocks, which " + std::string(architecture.name) +
                     " is made of; accepted: 17");
  }
  if (architecture.metadata_width > 0 && version < 15) {
    throw UsageError("format version " + std::to_string(version) +
                     " has no metadata encoder, which " + std::string(architecture.name) +
                     " needs; accepted: 15 to " + std::to_string(kNewestVersion));
  }
  return version;
}

int ChoosePolicyChannels(int version, const SynthesisOptions& options) {
  const int usual = version <= 11 ? 1 : version == 16 ? 4 : 2;
  const int channels = options.policy_channels.value_or(usual);
  const bool accepted = version == 17 ? channels == 2 || channels == 4 : channels == usual;
  if (!accepted) {
    throw UsageError(
        std::to_string(channels) + " policy channels in format version " + std::to_string(version) +
        "; accepted: " + (version == 17 ? std::string("2 or 4") : std::to_string(usual)));
  }
  return channels;
}

ActivationKind ChooseActivation(const Architecture& architecture, int version,
                                const SynthesisOptions& options) {
  if (version >= 11) return options.activation.value_or(architecture.activation);
  if (options.activation.value_or(ActivationKind::kRelu) != ActivationKind::kRelu) {
    throw UsageError("format version " + std::to_string(version) + " has ReLU activations only");
  }
  return ActivationKind::kRelu;
}

// Makes the parts of a network in file order, with the names that exporters give them.
class Describer {
 public:
  Describer(const Architecture& architecture, int version, LayerFactory& layers)
      : architecture_(architecture), version_(version), layers_(layers) {}

  Trunk MakeTrunk() {
    const int channels = architecture_.trunk_channels;
    const int pooling = architecture_.pooling_channels;
    Trunk trunk = {.name = "trunk",
                   .channels = channels,
                   .mid_channels = architecture_.mid_channels,
                   .regular_channels = architecture_.mid_channels - pooling,
                   .dilated_channels = pooling,
                   .pooling_channels = pooling};
    trunk.initial_convolution =
        layers_.MakeConvolution("model.conv_spatial", kKernel, kSpatialChannels, channels);
    trunk.initial_mat_mul = layers_.MakeMatMul("model.linear_global", kGlobalChannels, channels);
    if (architecture_.metadata_width > 0) trunk.metadata_encoder = MakeMetadataEncoder();
    const bool is_transformer = architecture_.transformer.has_value();
    int transformers = 0;
    for (int i = 0; i < architecture_.blocks; ++i) {
      const std::string name = "model.blocks." + std::to_string(i);
      const bool pools = Has(architecture_.pooling_at, i + 1);
      const bool transforms = is_transformer && !Has(architecture_.residual_at, i + 1);
      if (architecture_.inner_blocks > 0) {
        trunk.blocks.push_back({MakeNestedBlock(name, transforms, pools)});
      } else if (transforms) {
        trunk.blocks.push_back(MakeTransformerBlock(name, channels, transformers++));
      } else {
        trunk.blocks.push_back(MakeResidualBlock(name, channels, pools));
      }
    }
    if (architecture_.rms_tip) {
      trunk.tip_norm =
          layers_.MakeRmsNorm("model.norm_trunkfinal", channels, architecture_.spatial_tip);
    } else {
      trunk.tip_norm = layers_.MakeBatchNorm("model.norm_trunkfinal", channels, true);
    }
    trunk.tip_activation = layers_.MakeActivation("model.act_trunkfinal");
    return trunk;
  }

  PolicyHead MakePolicyHead(int policy_channels) {
    const int trunk = architecture_.trunk_channels;
    const int p1 = architecture_.p1;
    const int g1 = architecture_.g1;
    PolicyHead head = {.name = "model.policy_head"};
    const std::string prefix = head.name + ".";
    head.p1_convolution = layers_.MakeConvolution(prefix + "conv1p", 1, trunk, p1);
    head.g1_convolution = layers_.MakeConvolution(prefix + "conv1g", 1, trunk, g1);
    head.g1_norm = layers_.MakeBatchNorm(prefix + "biasg", g1, false);
    head.g1_activation = layers_.MakeActivation(prefix + "actg");
    head.pooling_to_bias = layers_.MakeMatMul(prefix + "linear_g", 3 * g1, p1);
    head.p1_norm = layers_.MakeBatchNorm(prefix + "bias2", p1, false);
    head.p1_activation = layers_.MakeActivation(prefix + "act2");
    head.p2_convolution = layers_.MakeConvolution(prefix + "conv2p", 1, p1, policy_channels);
    if (version_ < 15) {
      head.pooling_to_pass = layers_.MakeMatMul(prefix + "linear_pass", 3 * g1, policy_channels);
      return head;
    }
    head.pooling_to_pass = layers_.MakeLinear(prefix + "linear_pass", 3 * g1, p1);
    PassTail& tail = head.pass_tail.emplace();
    tail.bias = layers_.MakeBias(prefix + "linear_pass_bias", p1);
    tail.activation = layers_.MakeActivation(prefix + "act_pass");
    tail.second = layers_.MakeMatMul(prefix + "linear_pass2", p1, policy_channels);
    return head;
  }

  ValueHead MakeValueHead() {
    const int v1 = architecture_.v1;
    const int v2 = architecture_.v2;
    const int score_channels = version_ == 8 ? 4 : 6;
    ValueHead head = {.name = "model.value_head"};
    const std::string prefix = head.name + ".";
    head.v1_convolution =
        layers_.MakeConvolution(prefix + "conv1", 1, architecture_.trunk_channels, v1);
    head.v1_norm = layers_.MakeBatchNorm(prefix + "bias1", v1, false);
    head.v1_activation = layers_.MakeActivation(prefix + "act1");
    head.v2 = layers_.MakeLinear(prefix + "linear2", 3 * v1, v2);
    head.v2_bias = layers_.MakeBias(prefix + "bias2", v2);
    head.v2_activation = layers_.MakeActivation(prefix + "act2");
    head.v3 = layers_.MakeLinear(prefix + "linear_valuehead", v2, 3);
    head.v3_bias = layers_.MakeBias(prefix + "bias_valuehead", 3);
    head.sv3 = layers_.MakeLinear(prefix + "linear_miscvaluehead", v2, score_channels);
    head.sv3_bias = layers_.MakeBias(prefix + "bias_miscvaluehead", score_channels);
    head.ownership_convolution = layers_.MakeConvolution(prefix + "conv_ownership", 1, v1, 1);
    return head;
  }

 private:
  MetadataEncoder MakeMetadataEncoder() {
    const int width = architecture_.metadata_width;
    MetadataEncoder encoder = {.name = "model.sgf_metadata_encoder",
                               .in_channels = kMetadataChannels};
    const std::string prefix = encoder.name + ".";
    encoder.mul1 = layers_.MakeLinear(prefix + "mul1", kMetadataChannels, width);
    encoder.bias1 = layers_.MakeBias(prefix + "bias1", width);
    encoder.activation1 = layers_.MakeActivation(prefix + "act1");
    encoder.mul2 = layers_.MakeLinear(prefix + "mul2", width, width);
    encoder.bias2 = layers_.MakeBias(prefix + "bias2", width);
    encoder.activation2 = layers_.MakeActivation(prefix + "act2");
    encoder.mul3 = layers_.MakeMatMul(prefix + "mul3", width, architecture_.trunk_channels);
    return encoder;
  }

  static bool Has(const std::vector<int>& positions, int position) {
    return std::ranges::find(positions, position) != positions.end();
  }

  // The n-th of a list's, on a stream of `stream` channels.
  Block MakeTransformerBlock(const std::string& name, int stream, int n) {
    if (n % 2 == 0) return {MakeAttentionBlock(name, stream)};
    return {MakeFeedForwardBlock(name, stream)};
  }

  Block MakeResidualBlock(const std::string& name, int stream, bool pools) {
    if (pools) return {MakeGlobalPoolingBlock(name, stream)};
    return {MakeOrdinaryBlock(name, stream)};
  }

  OrdinaryBlock MakeOrdinaryBlock(const std::string& name, int stream) {
    const int middle = architecture_.mid_channels;
    OrdinaryBlock block = {.name = name};
    block.pre_norm = layers_.MakeBatchNorm(name + ".normactconv1.norm", stream, true);
    block.pre_activation = layers_.MakeActivation(name + ".normactconv1.act");
    block.regular_convolution =
        layers_.MakeConvolution(name + ".normactconv1.conv", kKernel, stream, middle);
    block.mid_norm = layers_.MakeBatchNorm(name + ".normactconv2.norm", middle, true);
    block.mid_activation = layers_.MakeActivation(name + ".normactconv2.act");
    block.final_convolution =
        layers_.MakeConvolution(name + ".normactconv2.conv", kKernel, middle, stream);
    return block;
  }

  GlobalPoolingBlock MakeGlobalPoolingBlock(const std::string& name, int stream) {
    const int pooling = architecture_.pooling_channels;
    const int regular = architecture_.mid_channels - pooling;
    const std::string pool = name + ".normactconv1.convpool.";
    GlobalPoolingBlock block = {.name = name};
    block.pre_norm = layers_.MakeBatchNorm(name + ".normactconv1.norm", stream, true);
    block.pre_activation = layers_.MakeActivation(name + ".normactconv1.act");
    block.regular_convolution = layers_.MakeConvolution(pool + "conv1r", kKernel, stream, regular);
    block.pooling_convolution = layers_.MakeConvolution(pool + "conv1g", kKernel, stream, pooling);
    block.pooling_norm = layers_.MakeBatchNorm(pool + "normg", pooling, true);
    block.pooling_activation = layers_.MakeActivation(pool + "actg");
    block.pooling_to_bias = layers_.MakeMatMul(pool + "linear_g", 3 * pooling, regular);
    block.mid_norm = layers_.MakeBatchNorm(name + ".normactconv2.norm", regular, true);
    block.mid_activation = layers_.MakeActivation(name + ".normactconv2.act");
    block.final_convolution =
        layers_.MakeConvolution(name + ".normactconv2.conv", kKernel, regular, stream);
    return block;
  }

  AttentionBlock MakeAttentionBlock(const std::string& name, int stream) {
    constexpr float kTheta = 100;
    const TransformerShape& shape = *architecture_.transformer;
    AttentionBlock block = {.name = name,
                            .heads = shape.heads,
                            .kv_heads = shape.kv_heads,
                            .q_width = shape.q_width,
                            .v_width = shape.v_width};
    block.norm = layers_.MakePointNorm(name + ".norm1", stream);
    block.query = layers_.MakeMatMul(name + ".q_proj", stream, shape.heads * shape.q_width);
    block.key = layers_.MakeMatMul(name + ".k_proj", stream, shape.kv_heads * shape.q_width);
    block.value = layers_.MakeMatMul(name + ".v_proj", stream, shape.kv_heads * shape.v_width);
    block.output = layers_.MakeAttentionOutput(name + ".out_proj", shape.heads * shape.v_width,
                                               stream, shape.heads);
    if (shape.learned_rope) {
      block.rope =
          layers_.MakeRope(name + ".rope_freqs", shape.heads, shape.kv_heads, shape.q_width / 2);
    } else {
      block.rope = Rope{.name = name + ".rope_theta", .theta = kTheta};
    }
    return block;
  }

  FeedForwardBlock MakeFeedForwardBlock(const std::string& name, int stream) {
    const int hidden = architecture_.transformer->hidden;
    FeedForwardBlock block = {.name = name};
    block.norm = layers_.MakePointNorm(name + ".norm", stream);
    block.up = layers_.MakeMatMul(name + ".ffn_linear1", stream, hidden);
    block.gate = layers_.MakeMatMul(name + ".ffn_linear_gate", stream, hidden);
    block.down = layers_.MakeMatMul(name + ".ffn_linear2", hidden, stream);
    return block;
  }

  NestedBottleneckBlock MakeNestedBlock(const std::string& name, bool transforms, bool pools) {
    const bool counts_layers = architecture_.transformer.has_value() && !transforms;
    const int count = counts_layers ? architecture_.inner_blocks / 2 : architecture_.inner_blocks;
    const int stream = architecture_.trunk_channels;
    const int inner = architecture_.mid_channels;
    NestedBottleneckBlock block;
    block.name = name;
    block.pre_norm = layers_.MakeBatchNorm(name + ".normactconvp.norm", stream, true);
    block.pre_activation = layers_.MakeActivation(name + ".normactconvp.act");
    block.pre_convolution = layers_.MakeConvolution(name + ".normactconvp.conv", 1, stream, inner);
    for (int j = 0; j < count; ++j) {
      const std::string own = name + ".blockstack." + std::to_string(j);
      block.blocks.push_back(transforms ? MakeTransformerBlock(own, inner, j)
                                        : MakeResidualBlock(own, inner, pools && j == 0));
    }
    block.post_norm = layers_.MakeBatchNorm(name + ".normactconvq.norm", inner, true);
    block.post_activation = layers_.MakeActivation(name + ".normactconvq.act");
    block.post_convolution = layers_.MakeConvolution(name + ".normactconvq.conv", 1, inner, stream);
    return block;
  }

  const Architecture& architecture_;
  int version_;
  LayerFactory& layers_;
};

}  // namespace

Network DescribeArchitecture(const Architecture& architecture, const SynthesisOptions& options) {
  const int version = ChooseVersion(architecture, options);
  const int policy_channels = ChoosePolicyChannels(version, options);
  Network network = {.name = std::string(architecture.name), .version = version};
  if (version >= 13) network.post_process.shortterm_score_error = 150;
  network.metadata_encoder_version = architecture.metadata_width > 0 ? 1 : 0;
  LayerFactory layers(ChooseActivation(architecture, version, options), network.tensors);
  Describer describer(architecture, version, layers);
  network.trunk = describer.MakeTrunk();
  network.policy_head = describer.MakePolicyHead(policy_channels);
  network.value_head = describer.MakeValueHead();
  return network;
}

}  // namespace tidemark::converter
