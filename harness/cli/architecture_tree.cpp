#include "harness/cli/architecture_tree.h"

#include <cstddef>
#include <utility>
#include <variant>

#include "harness/scenario/names.h"

namespace tidemark::harness {
namespace {

using Lines = std::vector<std::string>;

std::string Text(const converter::Convolution& layer) {
  return std::to_string(layer.kernel_y) + "x" + std::to_string(layer.kernel_x) + " " +
         std::to_string(layer.in_channels) + "->" + std::to_string(layer.out_channels);
}

std::string Text(const converter::MatMul& layer) {
  return std::to_string(layer.in_channels) + "->" + std::to_string(layer.out_channels);
}

std::string Act(const converter::Activation& layer) { return std::string(NameOf(layer.kind)); }

Lines Describe(const std::vector<converter::Block>& blocks);

Lines Describe(const converter::OrdinaryBlock& block) {
  return {"ordinary: " + Act(block.pre_activation) + ", " + Text(block.regular_convolution) + ", " +
          Act(block.mid_activation) + ", " + Text(block.final_convolution)};
}

Lines Describe(const converter::GlobalPoolingBlock& block) {
  return {"global pooling: " + Act(block.pre_activation) + ", " + Text(block.regular_convolution) +
          ", pooled " + Text(block.pooling_convolution) + " to bias " +
          Text(block.pooling_to_bias) + ", " + Act(block.mid_activation) + ", " +
          Text(block.final_convolution)};
}

Lines Describe(const converter::NestedBottleneckBlock& block) {
  Lines lines = {"nested bottleneck: " + Text(block.pre_convolution) + " ... " +
                 Text(block.post_convolution)};
  for (const std::string& line : Describe(block.blocks)) lines.push_back("  " + line);
  return lines;
}

Lines Describe(const converter::AttentionBlock& block) {
  std::string line = "attention: " + std::to_string(block.heads) + " heads";
  if (block.kv_heads != block.heads)
    line += ", " + std::to_string(block.kv_heads) + " of keys and values";
  line += ", " + std::to_string(block.q_width) + " channels each";
  if (block.v_width != block.q_width) line += ", values " + std::to_string(block.v_width);
  if (block.rope.has_value()) {
    line += block.rope->learned() ? ", learned rotary embedding" : ", fixed rotary embedding";
  }
  return {line};
}

Lines Describe(const converter::FeedForwardBlock& block) {
  return {"feed-forward: SwiGLU, " + Text(block.up) + ", " + Text(block.down)};
}

Lines Describe(const std::vector<converter::Block>& blocks) {
  Lines lines;
  size_t first = 0;
  while (first < blocks.size()) {
    const auto describe = [](const auto& kind) { return Describe(kind); };
    Lines group = std::visit(describe, blocks[first].kind);
    size_t end = first + 1;
    while (end < blocks.size() && std::visit(describe, blocks[end].kind) == group) ++end;
    std::string label = "block " + std::to_string(first + 1);
    if (end - first > 1) label += "-" + std::to_string(end);
    group.front() = label + ", " + group.front();
    for (std::string& line : group) lines.push_back(std::move(line));
    first = end;
  }
  return lines;
}

std::string TipText(const std::variant<converter::BatchNorm, converter::RmsNorm>& tip) {
  if (std::holds_alternative<converter::BatchNorm>(tip)) return "batch norm";
  return std::get<converter::RmsNorm>(tip).spatial ? "RMSNorm over all points"
                                                   : "RMSNorm per point";
}

}  // namespace

Lines ArchitectureTree(const converter::Network& network) {
  const converter::Trunk& trunk = network.trunk;
  const converter::PolicyHead& policy = network.policy_head;
  const converter::ValueHead& value = network.value_head;
  Lines lines = {"trunk, " + std::to_string(trunk.channels) + " channels",
                 "  initial convolution " + Text(trunk.initial_convolution),
                 "  global features " + Text(trunk.initial_mat_mul)};
  if (trunk.metadata_encoder.has_value()) {
    const converter::MetadataEncoder& encoder = *trunk.metadata_encoder;
    lines.push_back("  metadata encoder " + Text(encoder.mul1) + ", " + Act(encoder.activation1) +
                    ", " + Text(encoder.mul2) + ", " + Act(encoder.activation2) + ", " +
                    Text(encoder.mul3));
  }
  for (const std::string& line : Describe(trunk.blocks)) lines.push_back("  " + line);
  lines.push_back("  tip " + TipText(trunk.tip_norm) + ", " + Act(trunk.tip_activation));
  lines.push_back("policy head, " + std::to_string(policy.channels()) + " channels");
  lines.push_back("  p1 " + Text(policy.p1_convolution) + ", g1 " + Text(policy.g1_convolution) +
                  ", pooled to bias " + Text(policy.pooling_to_bias) + ", p2 " +
                  Text(policy.p2_convolution));
  std::string pass = "  pass " + Text(policy.pooling_to_pass);
  if (policy.pass_tail.has_value()) {
    pass += ", " + Act(policy.pass_tail->activation) + ", " + Text(policy.pass_tail->second);
  }
  lines.push_back(std::move(pass));
  lines.push_back("value head, " + std::to_string(value.score_channels()) + " score values");
  lines.push_back("  v1 " + Text(value.v1_convolution) + ", v2 " + Text(value.v2) + ", v3 " +
                  Text(value.v3) + ", scores " + Text(value.sv3) + ", ownership " +
                  Text(value.ownership_convolution));
  return lines;
}

}  // namespace tidemark::harness
