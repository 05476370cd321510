#include "converter/mil/weight_list.h"

#include "converter/io/interrupt.h"

namespace tidemark::converter {

std::span<const float> WeightValues::get() const {
  return std::visit([](const auto& held) { return std::span<const float>(held); }, held_);
}

uint64_t WeightValues::owned_bytes() const {
  const auto* const owned = std::get_if<std::vector<float>>(&held_);
  return owned != nullptr ? owned->capacity() * sizeof(float) : 0;
}

void WeightSerializer::Write(WeightSink& sink) const {
  for (const WeightEntry& weight : weights_) {
    ThrowIfInterrupted();
    sink.Begin(weight.spec);
    sink.Append(weight.values.get());
    sink.End();
  }
}

uint64_t OwnedBytes(std::span<const WeightEntry> weights) {
  uint64_t total = 0;
  for (const WeightEntry& weight : weights) total += weight.values.owned_bytes();
  return total;
}

}  // namespace tidemark::converter
