#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/go/board.h"
#include "reference/go/tests/board_text.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using testing::ChainText;
using ::testing::ElementsAre;

// KataGo's order, which a ladder search shows in rare cases.
TEST(Board, ChainsAreWalkedInTheOrderOfTheirMerging) {
  Board board(7, 2);
  const auto play = [&](int x, int y) { board.Play(board.At(x, y), Color::kBlack); };
  play(0, 0);
  play(1, 0);
  play(2, 0);
  EXPECT_EQ(ChainText(board, board.At(0, 0)), "(0,0)(2,0)(1,0)");
  play(4, 0);
  play(5, 0);
  play(3, 0);
  EXPECT_EQ(ChainText(board, board.At(0, 0)), "(0,0)(4,0)(5,0)(3,0)(2,0)(1,0)");
  EXPECT_EQ(board.ChainOf(board.At(5, 0)), board.At(0, 0));
}

TEST(Board, OfTwoEqualChainsTheNeighbourTakesTheStoneIn) {
  Board board(7, 2);
  const auto play = [&](int x, int y) { board.Play(board.At(x, y), Color::kBlack); };
  play(0, 0);
  play(3, 0);
  play(2, 0);
  play(1, 0);
  // (1,0) joins (0,0) first, to the left; both chains then have two stones.
  EXPECT_EQ(ChainText(board, board.At(3, 0)), "(3,0)(0,0)(1,0)(2,0)");
  EXPECT_EQ(board.ChainOf(board.At(0, 0)), board.At(3, 0));
}

TEST(AdjacentChains, NamesEachChainOnceFromUpToDown) {
  const Board board = BoardFrom({"XXO", "X.O", ".X."});
  const AdjacentChains black(board, board.At(1, 1), Color::kBlack);
  EXPECT_THAT(std::vector<Location>(black.begin(), black.end()),
              ElementsAre(board.ChainOf(board.At(0, 0)), board.ChainOf(board.At(1, 2))));
  const AdjacentChains white(board, board.At(1, 1), Color::kWhite);
  EXPECT_THAT(std::vector<Location>(white.begin(), white.end()),
              ElementsAre(board.ChainOf(board.At(2, 0))));
}

}  // namespace
}  // namespace tidemark::reference
