#ifndef TIDEMARK_CONVERTER_TESTING_TINY_NETWORKS_H_
#define TIDEMARK_CONVERTER_TESTING_TINY_NETWORKS_H_

// For tests only: networks of some thousand weights, one for each shape that a format version or an
// architecture brings. Their weights are synthetic with seed 0, so that outputs recorded for them
// hold on every machine.

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "converter/network/architecture.h"
#include "converter/network/synthetic.h"
#include "converter/network/tensor_store.h"

namespace tidemark::testing {

// An ordinary block and one with global pooling in five format versions; nested bottleneck blocks
// with a metadata encoder (192 -> 20 -> 20 -> 24); a transformer with grouped KV heads, learned
// angles, an ordinary block in its middle and a spatial norm at its tip; a nested transformer with
// fixed angles before a nested block of convolutions.
inline constexpr std::array<std::string_view, 8> kTinyNetworks = {
    "tinyconv-v8",  "tinyconv-v11",     "tinyconv-v14", "tinyconv-v15",
    "tinyconv-v16", "tinynbt-v15-meta", "tinytf-v17",   "tinynbttf-v17-q"};

struct TinyNetwork {
  converter::Network network;
  converter::TensorStore weights;
};

// Any network's values, kept.
inline converter::TensorStore KeepValues(const converter::Network& network,
                                         const converter::TensorValues& values) {
  converter::TensorStore store;
  std::vector<float> piece;
  for (uint32_t i = 0; i < network.tensors.size(); ++i) {
    store.Begin(network.tensors[i]);
    piece.resize(network.tensors[i].count());
    values({i}, 0, piece);
    store.Append(piece);
    store.End();
  }
  return store;
}

// The other way: what a store keeps, as values for a writer. `store` must outlive the result.
inline converter::TensorValues ValuesOf(const converter::TensorStore& store) {
  return [&store](converter::TensorId id, uint64_t first, std::span<float> out) {
    const auto values = store[id].subspan(first, out.size());
    std::copy(values.begin(), values.end(), out.begin());
  };
}

// One of kTinyNetworks, without its weights.
inline converter::Network DescribeTinyNetwork(std::string_view name) {
  converter::Architecture tiny = {.name = name,
                                  .summary = {},
                                  .blocks = 2,
                                  .trunk_channels = 16,
                                  .mid_channels = 16,
                                  .pooling_channels = 8,
                                  .pooling_at = {2},
                                  .p1 = 8,
                                  .g1 = 8,
                                  .v1 = 8,
                                  .v2 = 12};
  if (name == "tinynbt-v15-meta") {
    tiny.inner_blocks = 2;
    tiny.trunk_channels = 24;
    tiny.mid_channels = 12;
    tiny.pooling_channels = 4;
    tiny.metadata_width = 20;
    return converter::DescribeArchitecture(tiny, {.version = 15});
  }
  if (name == "tinytf-v17") {
    tiny.blocks = 5;
    tiny.transformer = {.heads = 4, .kv_heads = 2, .q_width = 8, .v_width = 6, .hidden = 40};
    tiny.residual_at = {3};
    tiny.pooling_at = {};
    tiny.trunk_channels = 32;
    tiny.mid_channels = 32;
    tiny.rms_tip = true;
    tiny.spatial_tip = true;
    tiny.activation = converter::ActivationKind::kSilu;
    return converter::DescribeArchitecture(tiny, {.version = 17});
  }
  if (name == "tinynbttf-v17-q") {
    tiny.inner_blocks = 4;
    tiny.transformer = {
        .heads = 2, .kv_heads = 2, .q_width = 8, .v_width = 8, .hidden = 24, .learned_rope = false};
    tiny.residual_at = {2};
    tiny.trunk_channels = 32;
    return converter::DescribeArchitecture(tiny, {.version = 17, .policy_channels = 4});
  }
  constexpr std::string_view kPrefix = "tinyconv-v";
  if (std::find(kTinyNetworks.begin(), kTinyNetworks.end(), name) == kTinyNetworks.end()) {
    throw std::invalid_argument("no tiny network is called " + std::string(name));
  }
  const int version = std::stoi(std::string(name.substr(kPrefix.size())));
  return converter::DescribeArchitecture(tiny, {.version = version});
}

// A transformer in a trunk of 320 channels, the narrowest that is mixed of half and single
// precision. With a metadata encoder whose hidden layers are `metadata_width` wide, unless 0.
inline converter::Network DescribeWideTransformer(int metadata_width = 0) {
  const converter::TransformerShape shape = {
      .heads = 2, .kv_heads = 1, .q_width = 8, .v_width = 8, .hidden = 16};
  const converter::Architecture wide = {.name = "wide",
                                        .summary = {},
                                        .blocks = 2,
                                        .transformer = shape,
                                        .rms_tip = true,
                                        .trunk_channels = 320,
                                        .mid_channels = 320,
                                        .pooling_channels = 8,
                                        .p1 = 8,
                                        .g1 = 8,
                                        .v1 = 8,
                                        .v2 = 12,
                                        .metadata_width = metadata_width,
                                        .activation = converter::ActivationKind::kSilu};
  return converter::DescribeArchitecture(wide, {.version = 17});
}

inline TinyNetwork MakeTinyNetwork(std::string_view name) {
  converter::Network network = DescribeTinyNetwork(name);
  converter::TensorStore weights = KeepValues(network, converter::SyntheticValues(network, 0));
  return {std::move(network), std::move(weights)};
}

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_TESTING_TINY_NETWORKS_H_
