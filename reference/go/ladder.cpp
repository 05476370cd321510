#include "reference/go/ladder.h"

#include <cstddef>

#include "reference/go/ladder_search.h"

namespace tidemark::reference {
namespace {

// Marks the moves that catch a chain of two liberties, and tells whether there are any.
bool FindCatches(const Board& board, Location stone, LadderSearch& search, PointSet& catches) {
  const Color attacker = Opponent(board.color(stone));
  PointSet tried;
  bool caught = false;
  board.ForEachInChain(stone, [&](Location walked) {
    for (const Location liberty : board.Neighbours(walked)) {
      const auto index = Index(liberty);
      if (board.color(liberty) != Color::kEmpty || tried.test(index)) continue;
      tried.set(index);
      if (!board.IsLegal(liberty, attacker, /*multi_stone_suicide=*/false)) continue;
      Board after = board;
      after.Play(liberty, attacker);
      if (!search.IsCaptured(after, stone)) continue;
      catches.set(index);
      caught = true;
    }
  });
  return caught;
}

}  // namespace

Ladders FindLadders(const Board& board) {
  Ladders ladders;
  LadderSearch search;
  PointSet handled;
  board.ForEachPoint([&](Location stone) {
    if (board.color(stone) == Color::kEmpty || board.Liberties(stone) > 2) return;
    const auto chain = Index(board.ChainOf(stone));
    if (handled.test(chain)) return;
    handled.set(chain);
    PointSet& catches =
        board.color(stone) == Color::kBlack ? ladders.catches_black : ladders.catches_white;
    const bool caught = board.Liberties(stone) == 1 ? search.IsCaptured(board, stone)
                                                    : FindCatches(board, stone, search, catches);
    if (!caught) return;
    board.ForEachInChain(stone, [&](Location walked) { ladders.caught.set(Index(walked)); });
  });
  return ladders;
}

}  // namespace tidemark::reference
