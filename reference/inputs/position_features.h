#ifndef TIDEMARK_REFERENCE_INPUTS_POSITION_FEATURES_H_
#define TIDEMARK_REFERENCE_INPUTS_POSITION_FEATURES_H_

#include <span>

#include "reference/go/game.h"
#include "reference/inputs/network_inputs.h"

namespace tidemark::reference {

// How a position is shown to a network, besides the position itself.
struct FeatureOptions {
  // What a draw is worth to White, from 0 to 1; where komi allows one it moves the komi shown.
  double draw_equivalent_wins_for_white = 0.5;
  // Hide a pass that would let this one end the game.
  bool conservative_pass = false;
  // Hide such a pass unless the player to move would win by passing too.
  bool passing_hacks = false;
  // By how many doublings the player to move is taken to search deeper than the opponent.
  double playout_doubling_advantage = 0;
  // Moves of the history that are shown, at most 5 anyway.
  int max_history = 1000;
  // The network wants areas computed as if several stones could be given up at once, whatever the
  // rules say (Network::pass_alive_suicide).
  bool pass_alive_suicide = false;
};

// Version 7 of KataGo's network inputs, which network versions 8 to 17 take, for the player whose
// turn it is. The buffer is at least as large as the board, which sits in its top-left corner;
// off the board everything is 0.
//
// spatial [22, H, W], each value 0 or 1:
//   0       on the board
//   1, 2    own stones, the opponent's
//   3 - 5   stones of chains with 1, 2, 3 liberties
//   6       points forbidden by ko and superko
//   7       kos blocked in a cleanup phase
//   9 - 13  the last five moves, the last one first
//   14 - 16 stones caught in ladders now, a move ago, two moves ago
//   17      moves that catch a chain of the opponent's in a ladder
//   18, 19  own area, the opponent's
//   20, 21  own stones at the start of the second cleanup phase, the opponent's
// global [19]:
//   0 - 4   the last five moves, where they were passes
//   5       komi from the player's view, over 20
//   6 - 13  the rules: ko (2), suicide, territory, tax (2), cleanup phase (2)
//   14      a pass would end this phase
//   15, 16  the playout doubling advantage
//   17      the button is still to be had
//   18      how near komi is to one that allows a draw
//
// `spatial` and `global` have exactly those sizes and are written whole. Throws UsageError when the
// board is larger than the buffer.
void WriteFeatures(const Game& game, const FeatureOptions& options, BoardSize buffer,
                   std::span<float> spatial, std::span<float> global);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_INPUTS_POSITION_FEATURES_H_
