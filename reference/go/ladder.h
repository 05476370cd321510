#ifndef TIDEMARK_REFERENCE_GO_LADDER_H_
#define TIDEMARK_REFERENCE_GO_LADDER_H_

#include "reference/go/board.h"

namespace tidemark::reference {

// What ladders catch on a board, whoever is to move.
struct Ladders {
  // Stones of chains with one liberty that cannot escape though they move first, and of chains with
  // two liberties that are caught if the opponent moves first.
  PointSet caught;
  // First moves that catch a chain of two liberties, by the color of the chain.
  PointSet catches_black;
  PointSet catches_white;
};

// Reads out every ladder. Inside a ladder all suicide is illegal and every ko is the defender's; a
// search ends after 25,000 stones, as an escape, and a line of it after 1.5 moves for each point,
// as a capture.
Ladders FindLadders(const Board& board);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_LADDER_H_
