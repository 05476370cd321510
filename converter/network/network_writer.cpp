#include "converter/network/network_writer.h"

#include <variant>

#include "converter/network/layer_writer.h"

namespace tidemark::converter {
namespace {

// Walks a network in file order.
class NetworkWriter {
 public:
  NetworkWriter(const Network& network, LayerWriter& out)
      : network_(network), out_(out), version_(network.version) {}

  void Write() {
    WriteHeader();
    WriteTrunk();
    WritePolicyHead();
    WriteValueHead();
    out_.Flush();
  }

  void operator()(const OrdinaryBlock& block) {
    out_.Word("ordinary_block");
    out_.Word(block.name);
    out_.Write(block.pre_norm);
    out_.Write(block.pre_activation);
    out_.Write(block.regular_convolution);
    out_.Write(block.mid_norm);
    out_.Write(block.mid_activation);
    out_.Write(block.final_convolution);
  }

  void operator()(const GlobalPoolingBlock& block) {
    out_.Word("gpool_block");
    out_.Word(block.name);
    out_.Write(block.pre_norm);
    out_.Write(block.pre_activation);
    out_.Write(block.regular_convolution);
    out_.Write(block.pooling_convolution);
    out_.Write(block.pooling_norm);
    out_.Write(block.pooling_activation);
    out_.Write(block.pooling_to_bias);
    out_.Write(block.mid_norm);
    out_.Write(block.mid_activation);
    out_.Write(block.final_convolution);
  }

  void operator()(const NestedBottleneckBlock& block) {
    out_.Word("nested_bottleneck_block");
    out_.Word(block.name);
    out_.Integer(static_cast<int>(block.blocks.size()));
    out_.Write(block.pre_norm);
    out_.Write(block.pre_activation);
    out_.Write(block.pre_convolution);
    WriteBlocks(block.blocks);
    out_.Write(block.post_norm);
    out_.Write(block.post_activation);
    out_.Write(block.post_convolution);
  }

  void operator()(const AttentionBlock& block) {
    out_.Word("transformer_attention_block");
    out_.Word(block.name);
    out_.Integer(block.heads);
    out_.Integer(block.kv_heads);
    out_.Integer(block.q_width);
    out_.Integer(block.v_width);
    out_.Integer(block.rope.has_value() ? 1 : 0);
    out_.Integer(block.rope.has_value() && block.rope->learned() ? 1 : 0);
    out_.Write(block.norm);
    out_.Write(block.query);
    out_.Write(block.key);
    out_.Write(block.value);
    out_.Write(block.output);
    if (block.rope.has_value()) out_.Write(*block.rope);
  }

  void operator()(const FeedForwardBlock& block) {
    out_.Word("transformer_ffn_block");
    out_.Word(block.name);
    out_.Integer(block.norm.channels);
    out_.Integer(block.up.out_channels);
    constexpr int kSwiGlu = 1;
    out_.Integer(kSwiGlu);
    out_.Write(block.norm);
    out_.Write(block.up);
    out_.Write(block.gate);
    out_.Write(block.down);
  }

 private:
  void WriteHeader() {
    out_.Word(network_.name);
    out_.Integer(version_);
    out_.Integer(network_.spatial_channels);
    out_.Integer(network_.global_channels);
    if (version_ >= 13) {
      const PostProcess& post = network_.post_process;
      for (const double multiplier :
           {post.td_score, post.score_mean, post.score_stdev, post.lead, post.variance_time,
            post.shortterm_value_error, post.shortterm_score_error}) {
        out_.Real(multiplier);
      }
    }
    if (version_ >= 15) {
      out_.Integer(network_.metadata_encoder_version);
      out_.Integer(network_.pass_alive_suicide ? 1 : 0);
      out_.Zeros(6);
    }
  }

  void WriteTrunk() {
    const Trunk& trunk = network_.trunk;
    out_.Word(trunk.name);
    out_.Integer(static_cast<int>(trunk.blocks.size()));
    out_.Integer(trunk.channels);
    out_.Integer(trunk.mid_channels);
    out_.Integer(trunk.regular_channels);
    out_.Integer(trunk.dilated_channels);
    out_.Integer(trunk.pooling_channels);
    if (version_ >= 15) {
      out_.Integer(std::holds_alternative<RmsNorm>(trunk.tip_norm) ? 1 : 0);
      out_.Zeros(5);
    }
    out_.Write(trunk.initial_convolution);
    out_.Write(trunk.initial_mat_mul);
    if (trunk.metadata_encoder.has_value()) WriteMetadataEncoder(*trunk.metadata_encoder);
    WriteBlocks(trunk.blocks);
    std::visit([this](const auto& norm) { out_.Write(norm); }, trunk.tip_norm);
    out_.Write(trunk.tip_activation);
  }

  void WriteMetadataEncoder(const MetadataEncoder& encoder) {
    out_.Word(encoder.name);
    out_.Integer(encoder.in_channels);
    out_.Write(encoder.mul1);
    out_.Write(encoder.bias1);
    out_.Write(encoder.activation1);
    out_.Write(encoder.mul2);
    out_.Write(encoder.bias2);
    out_.Write(encoder.activation2);
    out_.Write(encoder.mul3);
  }

  void WriteBlocks(const std::vector<Block>& blocks) {
    for (const Block& block : blocks) std::visit(*this, block.kind);
  }

  void WritePolicyHead() {
    const PolicyHead& head = network_.policy_head;
    out_.Word(head.name);
    if (version_ >= 17) {
      out_.Integer(head.channels());
      out_.Zeros(3);
    }
    out_.Write(head.p1_convolution);
    out_.Write(head.g1_convolution);
    out_.Write(head.g1_norm);
    out_.Write(head.g1_activation);
    out_.Write(head.pooling_to_bias);
    out_.Write(head.p1_norm);
    out_.Write(head.p1_activation);
    out_.Write(head.p2_convolution);
    out_.Write(head.pooling_to_pass);
    if (head.pass_tail.has_value()) {
      out_.Write(head.pass_tail->bias);
      out_.Write(head.pass_tail->activation);
      out_.Write(head.pass_tail->second);
    }
  }

  void WriteValueHead() {
    const ValueHead& head = network_.value_head;
    out_.Word(head.name);
    if (version_ >= 17) out_.Zeros(3);
    out_.Write(head.v1_convolution);
    out_.Write(head.v1_norm);
    out_.Write(head.v1_activation);
    out_.Write(head.v2);
    out_.Write(head.v2_bias);
    out_.Write(head.v2_activation);
    out_.Write(head.v3);
    out_.Write(head.v3_bias);
    out_.Write(head.sv3);
    out_.Write(head.sv3_bias);
    out_.Write(head.ownership_convolution);
  }

  const Network& network_;
  LayerWriter& out_;
  int version_;
};

}  // namespace

void WriteNetwork(const Network& network, const TensorValues& values, Encoding encoding,
                  ByteSink& sink) {
  LayerWriter out(network.version, network.tensors, values, encoding, sink);
  NetworkWriter(network, out).Write();
}

}  // namespace tidemark::converter
