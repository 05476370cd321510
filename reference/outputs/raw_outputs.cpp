#include "reference/outputs/raw_outputs.h"

#include <cstddef>

namespace tidemark::reference {
namespace {

std::vector<float> Slice(const std::vector<float>& values, size_t n, size_t size) {
  const auto first = values.begin() + static_cast<ptrdiff_t>(n * size);
  return {first, first + static_cast<ptrdiff_t>(size)};
}

}  // namespace

RawOutputs RawOutputs::Select(int n) const {
  const auto index = static_cast<size_t>(n);
  const size_t area = static_cast<size_t>(height) * static_cast<size_t>(width);
  const auto policies = static_cast<size_t>(policy_channels);
  return {.batch = 1,
          .height = height,
          .width = width,
          .policy_channels = policy_channels,
          .score_channels = score_channels,
          .policy = Slice(policy, index, policies * area),
          .pass = Slice(pass, index, policies),
          .value = Slice(value, index, 3),
          .score_value = Slice(score_value, index, static_cast<size_t>(score_channels)),
          .ownership = Slice(ownership, index, area)};
}

}  // namespace tidemark::reference
