#include "converter/network/network_reader.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "converter/io/printable_text.h"
#include "converter/network/block_reader.h"
#include "converter/network/head_reader.h"
#include "converter/network/layer_reader.h"
#include "converter/network/token_reader.h"

namespace tidemark::converter {
namespace {

constexpr size_t kLongestModelName = 96;
constexpr int kLargestInteger = std::numeric_limits<int>::max();

std::string ReadModelName(TokenReader& tokens) {
  const std::string name(tokens.Word("the model's name"));
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  if (name.size() > kLongestModelName || !std::all_of(name.begin(), name.end(), allowed)) {
    tokens.Fail("not a KataGo network: it begins with " + Quoted(name) +
                " where a model's name was expected, at most " + std::to_string(kLongestModelName) +
                " of A-Z a-z 0-9 _ -");
  }
  return name;
}

// Everything in front of the trunk.
Network ReadHeader(TokenReader& tokens) {
  Network network = {.name = ReadModelName(tokens)};
  network.version = tokens.Integer("the format version", kOldestVersion, kNewestVersion);
  network.spatial_channels =
      tokens.Integer("the number of spatial input channels", kSpatialChannels, kSpatialChannels);
  network.global_channels =
      tokens.Integer("the number of global input channels", kGlobalChannels, kGlobalChannels);
  if (network.version >= 13) {
    PostProcess& post = network.post_process;
    post.td_score = tokens.PositiveDouble("the td-score multiplier");
    post.score_mean = tokens.PositiveDouble("the score mean multiplier");
    post.score_stdev = tokens.PositiveDouble("the score stdev multiplier");
    post.lead = tokens.PositiveDouble("the lead multiplier");
    post.variance_time = tokens.PositiveDouble("the variance time multiplier");
    post.shortterm_value_error = tokens.PositiveDouble("the short-term value error multiplier");
    post.shortterm_score_error = tokens.PositiveDouble("the short-term score error multiplier");
  }
  if (network.version >= 15) {
    network.metadata_encoder_version = tokens.Integer("the metadata encoder's version", 0, 1);
    network.pass_alive_suicide = tokens.Integer("the pass-alive flag", 0, 1) == 1;
    tokens.Reserved(6);
  }
  return network;
}

MetadataEncoder ReadMetadataEncoder(LayerReader& layers, Width trunk) {
  TokenReader& tokens = layers.tokens();
  tokens.set_layer({});
  MetadataEncoder encoder = {.name = tokens.Name("the metadata encoder's name")};
  tokens.set_layer(encoder.name);
  encoder.in_channels =
      tokens.Integer("the number of metadata input channels", kMetadataChannels, kMetadataChannels);
  encoder.mul1 = layers.ReadMatMul({encoder.in_channels, "the metadata inputs"}, kAnyWidth,
                                   TensorRole::kLinear);
  const Width first = {encoder.mul1.out_channels, "the metadata encoder's first layer"};
  encoder.bias1 = layers.ReadBias(first);
  encoder.activation1 = layers.ReadActivation();
  encoder.mul2 = layers.ReadMatMul(first, kAnyWidth, TensorRole::kLinear);
  const Width second = {encoder.mul2.out_channels, "the metadata encoder's second layer"};
  encoder.bias2 = layers.ReadBias(second);
  encoder.activation2 = layers.ReadActivation();
  encoder.mul3 = layers.ReadMatMul(second, trunk, TensorRole::kMatMul);
  return encoder;
}

// The trunk's record up to its first layer.
struct TrunkFront {
  Trunk trunk = {};
  int blocks = 0;
  bool rms_tip = false;
};

TrunkFront ReadTrunkFront(LayerReader& layers) {
  TokenReader& tokens = layers.tokens();
  Trunk trunk = {.name = tokens.Name("the trunk's name")};
  tokens.set_layer(trunk.name);
  const int blocks = tokens.Integer("the number of blocks", 1, kMostTopLevelBlocks);
  constexpr int kMost = LayerReader::kMostChannels;
  trunk.channels = tokens.Integer("the trunk's width", 1, kMost);
  trunk.mid_channels = tokens.Integer("the trunk's middle width", 1, kMost);
  trunk.regular_channels = tokens.Integer("the trunk's regular width", 1, kMost);
  // Left over from a retired kind of block: any number does.
  trunk.dilated_channels =
      tokens.Integer("the trunk's dilated width", -kLargestInteger, kLargestInteger);
  trunk.pooling_channels = tokens.Integer("the trunk's pooling width", 1, kMost);
  bool rms_tip = false;
  if (layers.version() >= 15) {
    rms_tip = tokens.Integer("the trunk's kind of norm", 0, 1) == 1;
    tokens.Reserved(5);
  }
  return {.trunk = std::move(trunk), .blocks = blocks, .rms_tip = rms_tip};
}

Width StreamOf(const Trunk& trunk) { return {trunk.channels, "the trunk's width"}; }

// The layers before the first block.
void ReadStem(LayerReader& layers, const Network& header, Trunk& trunk) {
  const Width stream = StreamOf(trunk);
  trunk.initial_convolution =
      layers.ReadConvolution({header.spatial_channels, "the spatial inputs"}, stream);
  trunk.initial_mat_mul =
      layers.ReadMatMul({header.global_channels, "the global inputs"}, stream, TensorRole::kMatMul);
  if (header.metadata_encoder_version > 0) {
    trunk.metadata_encoder = ReadMetadataEncoder(layers, stream);
  }
}

Trunk ReadTrunk(LayerReader& layers, const Network& header) {
  auto [trunk, blocks, rms_tip] = ReadTrunkFront(layers);
  const Width stream = StreamOf(trunk);
  ReadStem(layers, header, trunk);
  trunk.blocks = ReadBlocks(layers, blocks, stream);
  if (rms_tip) {
    trunk.tip_norm = layers.ReadRmsNorm(stream);
  } else {
    trunk.tip_norm = layers.ReadBatchNorm(stream);
  }
  trunk.tip_activation = layers.ReadActivation();
  return trunk;
}

}  // namespace

Network ReadNetwork(ByteSource& source, WeightSink& sink) {
  TokenReader tokens(source);
  Network network = ReadHeader(tokens);
  LayerReader layers(tokens, network.version, network.tensors, sink);
  network.trunk = ReadTrunk(layers, network);
  const Width trunk = {network.trunk.channels, "the trunk's width"};
  network.policy_head = ReadPolicyHead(layers, trunk);
  network.value_head = ReadValueHead(layers, trunk);
  tokens.ExpectEnd();
  return network;
}

NetworkOutline ReadNetworkOutline(ByteSource& source) {
  TokenReader tokens(source);
  NetworkOutline outline = {.front = ReadHeader(tokens)};
  Network& network = outline.front;
  DiscardSink discard;
  LayerReader layers(tokens, network.version, network.tensors, discard);
  TrunkFront front = ReadTrunkFront(layers);
  network.trunk = std::move(front.trunk);
  outline.blocks = front.blocks;
  ReadStem(layers, network, network.trunk);
  network.trunk.blocks = ReadBlocks(layers, 1, StreamOf(network.trunk));
  outline.is_text = tokens.is_text();
  return outline;
}

}  // namespace tidemark::converter
