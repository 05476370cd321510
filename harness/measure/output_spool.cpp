#include "harness/measure/output_spool.h"

namespace tidemark::harness {

OutputSpool::OutputSpool() : values_(reference::MakeCaseValues(reference::Keep::kInFile)) {}

void OutputSpool::Add(const reference::RawOutputs& batch) {
  for (int n = 0; n < batch.batch; ++n) {
    const reference::RawOutputs one = batch.Select(n);
    entries_.push_back({.offset = values_->size(),
                        .height = one.height,
                        .width = one.width,
                        .policy_channels = one.policy_channels,
                        .score_channels = one.score_channels});
    for (const std::vector<float>* output :
         {&one.policy, &one.pass, &one.value, &one.score_value, &one.ownership}) {
      values_->Append(*output);
    }
  }
}

reference::RawOutputs OutputSpool::Get(size_t n) const {
  const Entry& entry = entries_[n];
  reference::RawOutputs outputs;
  outputs.batch = 1;
  outputs.height = entry.height;
  outputs.width = entry.width;
  outputs.policy_channels = entry.policy_channels;
  outputs.score_channels = entry.score_channels;
  const auto area = static_cast<uint64_t>(entry.height) * static_cast<uint64_t>(entry.width);
  const auto policies = static_cast<uint64_t>(entry.policy_channels);
  uint64_t offset = entry.offset;
  const auto take = [&](uint64_t count) {
    offset += count;
    return values_->Read(offset - count, count);
  };
  outputs.policy = take(policies * area);
  outputs.pass = take(policies);
  outputs.value = take(3);
  outputs.score_value = take(static_cast<uint64_t>(entry.score_channels));
  outputs.ownership = take(area);
  return outputs;
}

}  // namespace tidemark::harness
