#include "converter/layout/derived_tensors.h"

#include "converter/layout/shared_table.h"
#include "converter/network/attention_blocks.h"

namespace tidemark::converter {
namespace {

// The tables of learned angles, which a block has to itself.
void AddLearned(const AttentionBlock& block, const Network& network, const Storage& storage,
                std::vector<DerivedTensor>& all) {
  const TensorSpec& frequencies = network.tensors.at(block.rope->frequencies.index);
  const std::vector<BlobForm> forms = FormsOf(frequencies, storage);
  const bool are_shared = forms.size() == 2;
  const auto heads = static_cast<uint64_t>(block.heads);
  const auto kv_heads = static_cast<uint64_t>(block.kv_heads);
  for (size_t i = 0; i < forms.size(); ++i) {
    std::string what = NameOf(i % 2 == 0 ? SharedTable::Kind::kCosines : SharedTable::Kind::kSines);
    if (!are_shared) what += i < 2 ? " of keys" : " of queries";
    const uint64_t bytes = forms[i].bytes();
    all.push_back({.layer = block.rope->name,
                   .what = what,
                   .form = forms[i],
                   .bytes = bytes,
                   .unshared_bytes = are_shared ? bytes / kv_heads * (heads + kv_heads) : bytes});
  }
}

// How many tables of one head a block would have of its own in place of a shared one.
uint64_t CopiesOf(const SharedTable& table, const AttentionBlock& block) {
  if (table.kind == SharedTable::Kind::kPairRotation) return 2;
  return static_cast<uint64_t>(block.heads) + static_cast<uint64_t>(block.kv_heads);
}

}  // namespace

std::vector<DerivedTensor> DerivedTensorsOf(const Network& network, const Storage& storage) {
  std::vector<DerivedTensor> all;
  const std::vector<const AttentionBlock*> blocks = AttentionBlocksOf(network);
  for (const AttentionBlock* block : blocks) {
    if (block->rope.has_value() && block->rope->learned()) {
      AddLearned(*block, network, storage, all);
    }
  }
  for (const SharedTable& table : SharedTablesOf(network)) {
    const BlobForm form = FormOf(table, storage);
    DerivedTensor tensor = {.what = NameOf(table.kind), .form = form, .bytes = form.bytes()};
    for (const AttentionBlock* block : blocks) {
      for (const SharedTable& own : SharedTablesOf(*block)) {
        if (own == table) tensor.unshared_bytes += tensor.bytes * CopiesOf(table, *block);
      }
    }
    all.push_back(std::move(tensor));
  }
  return all;
}

uint64_t DerivedBytes(std::span<const DerivedTensor> tensors) {
  uint64_t total = 0;
  for (const DerivedTensor& tensor : tensors) total += tensor.bytes;
  return total;
}

}  // namespace tidemark::converter
