#ifndef TIDEMARK_REFERENCE_GO_GAME_RECORD_H_
#define TIDEMARK_REFERENCE_GO_GAME_RECORD_H_

#include <cstddef>
#include <vector>

#include "reference/go/board.h"
#include "reference/go/game.h"
#include "reference/go/rules.h"

namespace tidemark::reference {

// Moves of one game: more than games have, and few enough to replay at once.
inline constexpr size_t kMostMoves = 10'000;

// A game as files tell it: where it began and what was played.
struct GameRecord {
  Board start = Board(kLargestGoBoard, kLargestGoBoard);
  Color first_player = Color::kBlack;
  Rules rules = {};
  // The phase that it began in.
  int encore_phase = 0;
  std::vector<Move> moves = {};
};

// The game after its first `moves` moves, which must be there and be playable.
Game Replay(const GameRecord& record, size_t moves);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_GAME_RECORD_H_
