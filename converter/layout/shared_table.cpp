#include "converter/layout/shared_table.h"

#include <algorithm>

#include "converter/network/attention_blocks.h"

namespace tidemark::converter {

std::vector<SharedTable> SharedTablesOf(const AttentionBlock& block) {
  using enum SharedTable::Kind;
  std::vector<SharedTable> tables;
  if (!block.rope.has_value()) return tables;
  tables.push_back({.kind = kPairRotation, .q_width = block.q_width});
  if (block.rope->learned()) return tables;
  for (const SharedTable::Kind kind : {kCosines, kSines}) {
    tables.push_back({.kind = kind, .q_width = block.q_width, .theta = block.rope->theta});
  }
  return tables;
}

std::vector<SharedTable> SharedTablesOf(const Network& network) {
  std::vector<SharedTable> all;
  for (const AttentionBlock* block : AttentionBlocksOf(network)) {
    for (const SharedTable& table : SharedTablesOf(*block)) {
      if (std::ranges::find(all, table) == all.end()) all.push_back(table);
    }
  }
  return all;
}

BlobForm FormOf(const SharedTable& table, const Storage& storage) {
  const auto width = static_cast<uint64_t>(table.q_width);
  const bool square = table.kind == SharedTable::Kind::kPairRotation;
  return {storage.type(), {1, 1, square ? width : storage.points(), width}};
}

std::string NameOf(SharedTable::Kind kind) {
  switch (kind) {
    case SharedTable::Kind::kPairRotation:
      return "rotation of pairs";
    case SharedTable::Kind::kCosines:
      return "rotary cosines";
    case SharedTable::Kind::kSines:
      return "rotary sines";
  }
  return "";
}

}  // namespace tidemark::converter
