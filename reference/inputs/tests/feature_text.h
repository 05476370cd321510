#ifndef TIDEMARK_REFERENCE_INPUTS_TESTS_FEATURE_TEXT_H_
#define TIDEMARK_REFERENCE_INPUTS_TESTS_FEATURE_TEXT_H_

// For tests only: the inputs of one position as text.

#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "reference/go/game.h"
#include "reference/go/tests/board_text.h"
#include "reference/inputs/network_inputs.h"
#include "reference/inputs/position_features.h"

namespace tidemark::reference::testing {

struct Features {
  BoardSize buffer = {};
  std::vector<float> spatial = {};
  std::vector<float> global = {};

  // The points at which a channel is 1, row by row: "(1,0)(0,2)". Elsewhere it has to be 0.
  std::string Channel(size_t channel) const {
    const auto width = static_cast<size_t>(buffer.width);
    const size_t area = width * static_cast<size_t>(buffer.height);
    std::string text;
    for (size_t i = 0; i < area; ++i) {
      const float value = spatial[channel * area + i];
      if (value != 0 && value != 1) throw std::invalid_argument("neither 0 nor 1");
      if (value == 1) text += PointText(static_cast<int>(i % width), static_cast<int>(i / width));
    }
    return text;
  }

  // The globals that are not 0.
  std::map<size_t, float> Globals() const {
    std::map<size_t, float> set;
    for (size_t i = 0; i < global.size(); ++i) {
      if (global[i] != 0) set[i] = global[i];
    }
    return set;
  }
};

// Over a buffer that holds something else before.
inline Features Encode(const Game& game, BoardSize buffer, const FeatureOptions& options = {}) {
  const size_t area = static_cast<size_t>(buffer.width) * static_cast<size_t>(buffer.height);
  Features features = {.buffer = buffer,
                       .spatial = std::vector<float>(22 * area, -7),
                       .global = std::vector<float>(19, -7)};
  WriteFeatures(game, options, buffer, features.spatial, features.global);
  return features;
}

// Over a buffer of the board's size.
inline Features Encode(const Game& game, const FeatureOptions& options = {}) {
  return Encode(game, {.height = game.board().height(), .width = game.board().width()}, options);
}

}  // namespace tidemark::reference::testing

#endif  // TIDEMARK_REFERENCE_INPUTS_TESTS_FEATURE_TEXT_H_
