#ifndef TIDEMARK_REFERENCE_EIGEN_TESTS_GOLDEN_INPUTS_H_
#define TIDEMARK_REFERENCE_EIGEN_TESTS_GOLDEN_INPUTS_H_

#include <array>
#include <cstddef>

#include "converter/network/network.h"
#include "reference/inputs/network_inputs.h"

namespace tidemark::reference {

// A batch of one with a pattern that no legal position has; height, width. `shift` gives other
// patterns of the same kind; 0 is the one that outputs were recorded for.
inline NetworkInputs PatternInputs(const converter::Network& network, std::array<int, 2> board,
                                   std::array<int, 2> buffer, int shift = 0) {
  NetworkInputs inputs = {.batch = 1, .height = buffer[0], .width = buffer[1]};
  inputs.spatial.resize(static_cast<size_t>(converter::kSpatialChannels * buffer[0] * buffer[1]));
  for (int c = 0; c < converter::kSpatialChannels; ++c) {
    for (int y = 0; y < board[0]; ++y) {
      for (int x = 0; x < board[1]; ++x) {
        const bool set = c == 0 || (7 * c + 3 * y + 5 * x + x * y * c + shift) % 11 < 3;
        inputs.spatial[static_cast<size_t>((c * buffer[0] + y) * buffer[1] + x)] = set ? 1 : 0;
      }
    }
  }
  for (int i = 0; i < converter::kGlobalChannels; ++i) {
    inputs.global.push_back(static_cast<float>((5 * i + 3 + shift) % 7 - 3) / 4);
  }
  for (int j = 0; network.has_metadata() && j < converter::kMetadataChannels; ++j) {
    inputs.metadata.push_back(static_cast<float>((3 * j + 1 + shift) % 5 - 2) / 4);
  }
  return inputs;
}

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_TESTS_GOLDEN_INPUTS_H_
