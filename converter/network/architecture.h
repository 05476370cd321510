#ifndef TIDEMARK_CONVERTER_NETWORK_ARCHITECTURE_H_
#define TIDEMARK_CONVERTER_NETWORK_ARCHITECTURE_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converter/network/network.h"

namespace tidemark::converter {

// The layers of a transformer, each an attention and a feed-forward block.
struct TransformerShape {
  int heads = 0;
  int kv_heads = 0;
  // Channels of one head: of queries and keys, and of values.
  int q_width = 0;
  int v_width = 0;
  int hidden = 0;
  // Learned angles of the rotary embedding; else fixed ones.
  bool learned_rope = true;
};

// The shape of a synthetic network: what the trainer's configuration of that name describes.
struct Architecture {
  std::string_view name = {};
  std::string_view summary = {};
  // At the top level of the trunk; two for each layer of a transformer.
  int blocks = 0;
  // Nested bottleneck blocks with `inner_blocks` each; 0 means none.
  int inner_blocks = 0;
  // Blocks of a transformer, in place of residual ones; with `inner_blocks` inside of nested ones.
  std::optional<TransformerShape> transformer = {};
  // 1-based positions of top-level blocks that are residual although the others are a
  // transformer's; nested ones with as many blocks inside as the others have layers.
  std::vector<int> residual_at = {};
  // The tip of the trunk is an RMSNorm over the channels of a point or, if `spatial_tip`, of all
  // points; else a batch norm.
  bool rms_tip = false;
  bool spatial_tip = false;
  int trunk_channels = 0;
  int mid_channels = 0;
  int pooling_channels = 0;
  // 1-based positions of the blocks with global pooling.
  std::vector<int> pooling_at = {};
  int p1 = 0, g1 = 0, v1 = 0, v2 = 0;
  // Width of the metadata encoder's hidden layers; 0 for none.
  int metadata_width = 0;
  int default_version = 15;
  // For versions 11 and later; below, every activation is ReLU.
  ActivationKind activation = ActivationKind::kMish;
};

// Every architecture that can be synthesized: those of convolutions, then transformers, each
// smallest first.
std::span<const Architecture> Architectures();

// Throws UsageError that lists the names when there is none called `name`.
const Architecture& FindArchitecture(std::string_view name);

struct SynthesisOptions {
  // A format version, 8 to 17; by default the architecture's own.
  std::optional<int> version = {};
  // Versions 17: 2 or 4 policy channels. Other versions have one choice.
  std::optional<int> policy_channels = {};
  std::optional<ActivationKind> activation = {};
};

// The network of that architecture: layers, names and shapes, with weights still to be made.
// Throws UsageError for a version out of range or an encoder in a version below 15.
Network DescribeArchitecture(const Architecture& architecture, const SynthesisOptions& options);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_ARCHITECTURE_H_
