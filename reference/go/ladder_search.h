#ifndef TIDEMARK_REFERENCE_GO_LADDER_SEARCH_H_
#define TIDEMARK_REFERENCE_GO_LADDER_SEARCH_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "reference/go/board.h"

namespace tidemark::reference {

// Searches whether a chain in atari is caught in a ladder: depth first, the chain's owner (the
// defender) and the attacker in turn. Keeps its stack of boards from search to search, on the heap,
// so that deep ladders are harmless.
class LadderSearch {
 public:
  // Is the chain of this stone captured, though its owner moves first? A chain with more than one
  // liberty is not. The board's ko does not count.
  bool IsCaptured(const Board& board, Location stone);

 private:
  // One level: the position, and the moves that are left to try in it.
  struct Level {
    explicit Level(const Board& start) : board(start) {}

    Board board;
    std::vector<Location> moves = {};
    size_t next = 0;
  };

  // Whether the chain is captured where that is plain at once; otherwise the level's moves are set.
  std::optional<bool> Enter(size_t depth);
  std::optional<bool> EnterDefender(Level& level) const;
  std::optional<bool> EnterAttacker(Level& level) const;
  // The next legal move of the level, played on the level below; false if there is none.
  bool PlayNext(size_t depth);
  Level& LevelAt(size_t depth, const Board& board);

  Color defender_ = Color::kEmpty;
  Location stone_ = kNoLocation;
  int stones_played_ = 0;
  // The search became too large to go on.
  bool given_up_ = false;
  std::vector<Level> levels_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_LADDER_SEARCH_H_
