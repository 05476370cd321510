#ifndef TIDEMARK_REFERENCE_GO_RANDOM_GAME_H_
#define TIDEMARK_REFERENCE_GO_RANDOM_GAME_H_

#include <cstddef>
#include <cstdint>

#include "reference/go/game_record.h"

namespace tidemark::reference {

// A game of random legal moves that leave single-point eyes alone; a player passes when there is no
// other. It has `moves` moves, fewer if it ends before, and is the same on every machine.
GameRecord RandomGame(int width, int height, const Rules& rules, size_t moves, uint64_t seed);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_RANDOM_GAME_H_
