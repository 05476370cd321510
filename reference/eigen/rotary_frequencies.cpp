#include "reference/eigen/rotary_frequencies.h"

#include <cmath>

namespace tidemark::reference {

std::vector<RotaryFrequency> RotaryFrequencies(const converter::AttentionBlock& block,
                                               std::span<const float> learned) {
  const auto pairs = static_cast<size_t>(block.q_width / 2);
  std::vector<RotaryFrequency> frequencies(static_cast<size_t>(block.kv_heads) * pairs);
  if (block.rope->learned()) {
    for (size_t i = 0; i < frequencies.size(); ++i) {
      frequencies[i] = {.x = learned[2 * i], .y = learned[2 * i + 1]};
    }
    return frequencies;
  }
  const size_t half = pairs / 2;
  for (size_t i = 0; i < frequencies.size(); ++i) {
    const size_t pair = i % pairs;
    const double exponent = static_cast<double>(pair % half) / static_cast<double>(half);
    const double frequency = std::pow(static_cast<double>(block.rope->theta), -exponent);
    (pair < half ? frequencies[i].y : frequencies[i].x) = frequency;
  }
  return frequencies;
}

}  // namespace tidemark::reference
