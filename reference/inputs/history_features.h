#ifndef TIDEMARK_REFERENCE_INPUTS_HISTORY_FEATURES_H_
#define TIDEMARK_REFERENCE_INPUTS_HISTORY_FEATURES_H_

#include <array>

#include "reference/go/game.h"
#include "reference/inputs/position_features.h"

namespace tidemark::reference {

// The most moves of the past that a network is shown.
inline constexpr int kMostShownMoves = 5;

// What a network gets to see of a game's past.
struct ShownHistory {
  // Moves shown, the last one first: points, or passes.
  std::array<Location, kMostShownMoves> moves = {};
  int count = 0;
  // A pass before this move is kept from the network, so that it does not end the game by accident.
  bool hides_ending_pass = false;
};

// `end_is_no_win`: if the game ended now, the player to move would not win it.
ShownHistory ShowHistory(const Game& game, const FeatureOptions& options, bool end_is_no_win);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_INPUTS_HISTORY_FEATURES_H_
