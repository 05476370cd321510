#include "converter/network/attention_blocks.h"

#include <variant>

namespace tidemark::converter {
namespace {

void Collect(const std::vector<Block>& blocks, std::vector<const AttentionBlock*>& found) {
  for (const Block& block : blocks) {
    if (const auto* attention = std::get_if<AttentionBlock>(&block.kind)) {
      found.push_back(attention);
    } else if (const auto* nested = std::get_if<NestedBottleneckBlock>(&block.kind)) {
      Collect(nested->blocks, found);
    }
  }
}

}  // namespace

std::vector<const AttentionBlock*> AttentionBlocksOf(const Network& network) {
  std::vector<const AttentionBlock*> found;
  Collect(network.trunk.blocks, found);
  return found;
}

}  // namespace tidemark::converter
