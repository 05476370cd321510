#include "reference/go/random_game.h"

#include <algorithm>
#include <string>
#include <vector>

#include "reference/go/katago_random.h"

namespace tidemark::reference {
namespace {

// Is every neighbour of the point a stone of the player?
bool IsOwnEye(const Board& board, Location point, Color player) {
  const auto around = board.Neighbours(point);
  return std::all_of(around.begin(), around.end(), [&](Location neighbour) {
    return board.color(neighbour) == player || board.color(neighbour) == Color::kWall;
  });
}

std::vector<Location> Candidates(const Game& game) {
  const Board& board = game.board();
  std::vector<Location> candidates;
  board.ForEachPoint([&](Location point) {
    if (game.IsLegal(point) && !IsOwnEye(board, point, game.next())) candidates.push_back(point);
  });
  return candidates;
}

}  // namespace

GameRecord RandomGame(int width, int height, const Rules& rules, size_t moves, uint64_t seed) {
  KataGoRandom random("random game " + std::to_string(seed));
  GameRecord record = {.start = Board(width, height), .rules = rules};
  Game game = Replay(record, 0);
  while (record.moves.size() < moves && !game.finished()) {
    const std::vector<Location> candidates = Candidates(game);
    const Location move =
        candidates.empty() ? kPass : candidates[random.Next32() % candidates.size()];
    record.moves.push_back({.player = game.next(), .location = move});
    game.Play(move, game.next());
  }
  return record;
}

}  // namespace tidemark::reference
