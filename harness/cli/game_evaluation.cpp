#include "harness/cli/game_evaluation.h"

#include <algorithm>

namespace tidemark::harness {

using reference::Board;
using reference::Location;

std::vector<RankedMove> RankMoves(const GameEvaluation& evaluation) {
  const Board& board = evaluation.position.game.board();
  const reference::PostProcessed& outputs = evaluation.outputs;
  std::vector<RankedMove> moves;
  const auto add = [&](Location move, float probability) {
    // -1 marks an illegal move.
    if (probability != -1.0F) moves.push_back({.move = move, .probability = probability});
  };
  board.ForEachPoint([&](Location point) {
    add(point,
        outputs.policy[static_cast<size_t>(board.Y(point) * outputs.width + board.X(point))]);
  });
  add(reference::kPass, outputs.policy.back());
  std::ranges::stable_sort(moves, [](const RankedMove& a, const RankedMove& b) {
    return a.probability > b.probability;
  });
  return moves;
}

}  // namespace tidemark::harness
