#include "reference/outputs/position_facts.h"

#include <cstddef>
#include <string>

#include "converter/error.h"

namespace tidemark::reference {

PositionFacts DefaultFacts(BoardSize board, int buffer_height, int buffer_width) {
  if (board.height < 1 || board.width < 1 || board.height > buffer_height ||
      board.width > buffer_width) {
    throw UsageError("a board of " + std::to_string(board.width) + "x" +
                     std::to_string(board.height) + " does not fit a buffer of " +
                     std::to_string(buffer_width) + "x" + std::to_string(buffer_height));
  }
  const auto width = static_cast<size_t>(buffer_width);
  const size_t area = static_cast<size_t>(buffer_height) * width;
  PositionFacts facts = {.board = board, .legal = std::vector<bool>(area + 1, false)};
  for (size_t y = 0; y < static_cast<size_t>(board.height); ++y) {
    for (size_t x = 0; x < static_cast<size_t>(board.width); ++x) facts.legal[y * width + x] = true;
  }
  facts.legal[area] = true;
  return facts;
}

PositionFacts FactsOf(const Game& game, int buffer_height, int buffer_width) {
  const Board& board = game.board();
  PositionFacts facts =
      DefaultFacts({.height = board.height(), .width = board.width()}, buffer_height, buffer_width);
  facts.white_to_move = game.next() == Color::kWhite;
  facts.no_result_possible = game.rules().no_result_possible();
  board.ForEachPoint([&](Location point) {
    facts.legal[static_cast<size_t>(board.Y(point) * buffer_width + board.X(point))] =
        game.IsLegal(point);
  });
  return facts;
}

}  // namespace tidemark::reference
