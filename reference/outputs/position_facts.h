#ifndef TIDEMARK_REFERENCE_OUTPUTS_POSITION_FACTS_H_
#define TIDEMARK_REFERENCE_OUTPUTS_POSITION_FACTS_H_

#include <vector>

#include "reference/go/game.h"
#include "reference/inputs/network_inputs.h"

namespace tidemark::reference {

// What post-processing needs to know of a position besides the network's outputs.
struct PositionFacts {
  // The board, in the top-left corner of the buffer.
  BoardSize board = {};
  bool white_to_move = false;
  // A game can end without a result: the ko rule is SIMPLE or the scoring is TERRITORY.
  bool no_result_possible = false;
  // [H * W + 1] over the buffer, row by row, the pass last: may the player to move play there?
  std::vector<bool> legal = {};
};

// The facts where nothing better is known: Tromp-Taylor rules, Black to move, every point of the
// board and the pass are legal. Throws UsageError if the board does not fit the buffer.
PositionFacts DefaultFacts(BoardSize board, int buffer_height, int buffer_width);

// The facts of a position: its rules, and the moves that are legal for the player whose turn it is.
// Throws UsageError if the board does not fit the buffer.
PositionFacts FactsOf(const Game& game, int buffer_height, int buffer_width);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_OUTPUTS_POSITION_FACTS_H_
