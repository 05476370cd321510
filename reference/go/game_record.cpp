#include "reference/go/game_record.h"

namespace tidemark::reference {

Game Replay(const GameRecord& record, size_t moves) {
  Game game(record.start, record.first_player, record.rules, {.encore_phase = record.encore_phase});
  for (size_t i = 0; i < moves; ++i) game.Play(record.moves[i].location, record.moves[i].player);
  return game;
}

}  // namespace tidemark::reference
