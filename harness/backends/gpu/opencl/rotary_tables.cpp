#include "harness/backends/gpu/opencl/rotary_tables.h"

#include <cmath>
#include <utility>

#include "harness/backends/gpu/opencl/device_context.h"

namespace tidemark::harness::gpu {

cl::Buffer RotaryTables::For(const converter::AttentionBlock& block, int heads,
                             std::span<const float> learned) {
  const Frequencies of_block = reference::RotaryFrequencies(block, learned);
  const int group = heads / block.kv_heads;
  const auto pairs = static_cast<size_t>(block.q_width / 2);
  Frequencies frequencies;
  for (int head = 0; head < heads; ++head) {
    const auto of_head =
        std::span(of_block).subspan(static_cast<size_t>(head / group) * pairs, pairs);
    frequencies.insert(frequencies.end(), of_head.begin(), of_head.end());
  }
  const auto [place, added] = tables_.try_emplace(std::move(frequencies));
  if (added) place->second = memory_.Constants(TableOf(place->first));
  return place->second;
}

std::vector<float> RotaryTables::TableOf(const Frequencies& frequencies) const {
  const int rows = (grid_.count + grid_.row - 1) / grid_.row;
  const auto channels = static_cast<size_t>(Padded(2 * static_cast<int>(frequencies.size())));
  std::vector<float> table(static_cast<size_t>(grid_.row + rows) * channels);
  const auto fill = [&](int line, size_t pair, double angle) {
    float* const at = table.data() + static_cast<size_t>(line) * channels + 2 * pair;
    at[0] = static_cast<float>(std::cos(angle));
    at[1] = static_cast<float>(std::sin(angle));
  };
  for (size_t pair = 0; pair < frequencies.size(); ++pair) {
    for (int x = 0; x < grid_.row; ++x) fill(x, pair, x * frequencies[pair].x);
    for (int y = 0; y < rows; ++y) fill(grid_.row + y, pair, y * frequencies[pair].y);
  }
  return table;
}

}  // namespace tidemark::harness::gpu
