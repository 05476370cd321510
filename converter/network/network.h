#ifndef TIDEMARK_CONVERTER_NETWORK_NETWORK_H_
#define TIDEMARK_CONVERTER_NETWORK_NETWORK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "converter/network/layers.h"
#include "converter/network/tensor.h"

namespace tidemark::converter {

inline constexpr int kOldestVersion = 8;
inline constexpr int kNewestVersion = 17;
// The V7 input features, the same for versions 8 to 17.
inline constexpr int kSpatialChannels = 22;
inline constexpr int kGlobalChannels = 19;
// SGF metadata features, for networks with a metadata encoder.
inline constexpr int kMetadataChannels = 192;

// A residual block: x + final(act(mid_norm(regular(act(pre_norm(x)))))).
struct OrdinaryBlock {
  std::string name = {};
  BatchNorm pre_norm = {};
  Activation pre_activation = {};
  Convolution regular_convolution = {};
  BatchNorm mid_norm = {};
  Activation mid_activation = {};
  Convolution final_convolution = {};
};

// A residual block whose regular branch gets a bias from globally pooled features.
struct GlobalPoolingBlock {
  std::string name = {};
  BatchNorm pre_norm = {};
  Activation pre_activation = {};
  Convolution regular_convolution = {};
  Convolution pooling_convolution = {};
  BatchNorm pooling_norm = {};
  Activation pooling_activation = {};
  MatMul pooling_to_bias = {};  // 3 * pooled channels -> regular channels
  BatchNorm mid_norm = {};
  Activation mid_activation = {};
  Convolution final_convolution = {};
};

// Rotary position embedding: the p-th pair (2p, 2p + 1) of a head's channels is turned by an angle
// that depends on the point. Learned, the angle at column x and row y is x * f[0] + y * f[1], with
// the pair's frequencies f in the head's KV head. Fixed, with P pairs and Q = P / 2, it is
// y * theta^(-p / Q) for p < Q and x * theta^(-(p - Q) / Q) for the others, in every head.
struct Rope {
  std::string name = {};
  // Present if the angles are learned: [KV heads, pairs, 2].
  TensorId frequencies = {};
  // Of fixed angles.
  float theta = 0;

  bool learned() const { return frequencies.present(); }
};

// Attention over the points of the board, added to the stream:
//   x + out(softmax(q . k / sqrt(q_width)) . v), with q, k and v products of norm(x)
// Query head i attends with KV head i / (heads / kv_heads).
struct AttentionBlock {
  std::string name = {};
  int heads = 0;
  // Divides `heads`.
  int kv_heads = 0;
  // Channels of one head: of queries and keys, and of values.
  int q_width = 0;
  int v_width = 0;
  PointNorm norm = {};
  MatMul query = {};   // stream -> heads * q_width
  MatMul key = {};     // stream -> kv_heads * q_width
  MatMul value = {};   // stream -> kv_heads * v_width
  MatMul output = {};  // heads * v_width -> stream
  std::optional<Rope> rope = {};
};

// A feed-forward network at every point, added to the stream:
//   x + down(silu(up(norm(x))) * gate(norm(x)))
struct FeedForwardBlock {
  std::string name = {};
  PointNorm norm = {};
  MatMul up = {};    // stream -> hidden
  MatMul gate = {};  // stream -> hidden
  MatMul down = {};  // hidden -> stream
};

struct Block;

// A bottleneck with residual blocks of its own inside.
struct NestedBottleneckBlock {
  std::string name = {};
  BatchNorm pre_norm = {};
  Activation pre_activation = {};
  Convolution pre_convolution = {};
  std::vector<Block> blocks;
  BatchNorm post_norm = {};
  Activation post_activation = {};
  Convolution post_convolution = {};
};

struct Block {
  std::variant<OrdinaryBlock, GlobalPoolingBlock, NestedBottleneckBlock, AttentionBlock,
               FeedForwardBlock>
      kind = {};
};

// SGF metadata -> trunk channels, added to every point of the stream.
struct MetadataEncoder {
  std::string name = {};
  int in_channels = 0;
  MatMul mul1 = {};
  Bias bias1 = {};
  Activation activation1 = {};
  MatMul mul2 = {};
  Bias bias2 = {};
  Activation activation2 = {};
  MatMul mul3 = {};
};

struct Trunk {
  std::string name = {};
  int channels = 0;
  // Four numbers of the header that no layer's shape depends on.
  int mid_channels = 0;
  int regular_channels = 0;
  int dilated_channels = 0;
  int pooling_channels = 0;
  Convolution initial_convolution = {};
  MatMul initial_mat_mul = {};
  std::optional<MetadataEncoder> metadata_encoder = {};
  std::vector<Block> blocks = {};
  std::variant<BatchNorm, RmsNorm> tip_norm = {};
  Activation tip_activation = {};
};

// The rest of the pass path in versions 15 and later:
// pass = activation(pooled * pooling_to_pass + bias) * second.
struct PassTail {
  Bias bias = {};
  Activation activation = {};
  MatMul second = {};
};

struct PolicyHead {
  std::string name = {};
  Convolution p1_convolution = {};
  Convolution g1_convolution = {};
  BatchNorm g1_norm = {};
  Activation g1_activation = {};
  MatMul pooling_to_bias = {};
  BatchNorm p1_norm = {};
  Activation p1_activation = {};
  Convolution p2_convolution = {};
  MatMul pooling_to_pass = {};
  std::optional<PassTail> pass_tail = {};

  // Policy channels K: 1 (versions 8-11), 2 (12-15), 4 (16), 2 or 4 (17).
  int channels() const { return p2_convolution.out_channels; }
};

struct ValueHead {
  std::string name = {};
  Convolution v1_convolution = {};
  BatchNorm v1_norm = {};
  Activation v1_activation = {};
  MatMul v2 = {};
  Bias v2_bias = {};
  Activation v2_activation = {};
  MatMul v3 = {};
  Bias v3_bias = {};
  MatMul sv3 = {};
  Bias sv3_bias = {};
  Convolution ownership_convolution = {};

  // Score-value channels Q: 4 (version 8), 6 (9-17).
  int score_channels() const { return sv3.out_channels; }
};

// How raw outputs become Go quantities; not part of the network's own arithmetic.
struct PostProcess {
  double td_score = 20;
  double score_mean = 20;
  double score_stdev = 20;
  double lead = 20;
  double variance_time = 40;
  double shortterm_value_error = 0.25;
  double shortterm_score_error = 30;
};

// A KataGo network without its weights.
struct Network {
  std::string name = {};
  int version = 0;
  int spatial_channels = kSpatialChannels;
  int global_channels = kGlobalChannels;
  PostProcess post_process = {};
  int metadata_encoder_version = 0;
  // Compute the pass-alive input features as if suicide were legal.
  bool pass_alive_suicide = false;
  Trunk trunk = {};
  PolicyHead policy_head = {};
  ValueHead value_head = {};
  // Every tensor in file order, indexed by TensorId.
  std::vector<TensorSpec> tensors = {};

  bool has_metadata() const { return trunk.metadata_encoder.has_value(); }
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_NETWORK_H_
