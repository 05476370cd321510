#include "reference/go/board.h"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "reference/go/tests/board_text.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::PointText;
using testing::RowsOf;
using ::testing::ThrowsMessage;

TEST(Board, BeginsEmptyBetweenWalls) {
  const Board board(3, 2);
  EXPECT_EQ(board.width(), 3);
  EXPECT_EQ(board.height(), 2);
  EXPECT_EQ(board.area(), 6);
  EXPECT_THAT(RowsOf(board), ElementsAre("...", "..."));
  EXPECT_EQ(board.ko(), kNoLocation);
  EXPECT_EQ(board.stones(Color::kBlack), 0);
  EXPECT_EQ(board.stones(Color::kWhite), 0);
  for (const auto& [x, y] : {std::pair(-1, 0), {3, 0}, {0, -1}, {2, 2}}) {
    EXPECT_EQ(board.color(board.At(x, y)), Color::kWall) << PointText(x, y);
    EXPECT_FALSE(board.Contains(board.At(x, y))) << PointText(x, y);
  }
  EXPECT_FALSE(board.Contains(kNoLocation));
  EXPECT_FALSE(board.Contains(kPass));
}

TEST(Board, RefusesSidesOutside2To19) {
  for (const auto& [width, height] : {std::pair(1, 5), {5, 1}, {20, 19}, {19, 20}, {0, 9}}) {
    const std::string size = std::to_string(width) + "x" + std::to_string(height);
    const auto make = [w = width, h = height] { Board(w, h); };
    EXPECT_THAT(make, ThrowsMessage<UsageError>(HasSubstr(size + " is not one of 2 to 19")));
  }
  EXPECT_NO_THROW(Board(2, 19));
  EXPECT_NO_THROW(Board(19, 2));
}

TEST(Board, NumbersPointsByRowWithAColumnOfWall) {
  const Board board(19, 19);
  EXPECT_EQ(board.At(0, 0), 21);
  EXPECT_EQ(board.At(18, 18), 399);
  const Board small(4, 3);
  EXPECT_EQ(small.At(2, 1), 13);
  EXPECT_EQ(small.X(13), 2);
  EXPECT_EQ(small.Y(13), 1);
  EXPECT_THAT(small.Neighbours(small.At(2, 1)),
              ElementsAre(small.At(2, 0), small.At(1, 1), small.At(3, 1), small.At(2, 2)));
}

TEST(Board, CountsDistinctLibertiesOfWholeChains) {
  const Board board = BoardFrom({"XX.", "XO.", "..."});
  EXPECT_EQ(board.Liberties(board.At(0, 0)), 2);
  EXPECT_EQ(board.ChainSize(board.At(0, 0)), 3);
  EXPECT_EQ(board.ChainOf(board.At(0, 1)), board.ChainOf(board.At(1, 0)));
  EXPECT_EQ(board.Liberties(board.At(1, 1)), 2);
  // (0,0) touches the chain on two sides, and is one liberty.
  const Board bent = BoardFrom({".X", "XX"});
  EXPECT_EQ(bent.Liberties(bent.At(1, 1)), 1);
  EXPECT_EQ(bent.EmptyNeighbours(bent.At(0, 0)), 0);
  EXPECT_EQ(bent.EmptyNeighbours(bent.At(1, 0)), 1);
}

TEST(Board, CapturesEveryChainThatLosesItsLastLiberty) {
  Board board = BoardFrom({".XO.X", "XOO.O", "X.X.O", "XO.XO", ".X..."});
  board.Play(board.At(3, 0), Color::kBlack);
  EXPECT_THAT(RowsOf(board), ElementsAre(".XOXX", "XOO.O", "X.X.O", "XO.XO", ".X..."));
  board.Play(board.At(3, 1), Color::kBlack);
  board.Play(board.At(1, 2), Color::kBlack);
  EXPECT_THAT(RowsOf(board), ElementsAre(".X.XX", "X..XO", "XXX.O", "XO.XO", ".X..."));
  EXPECT_EQ(board.stones(Color::kBlack), 11);
  EXPECT_EQ(board.stones(Color::kWhite), 4);
  EXPECT_EQ(board.ko(), kNoLocation);
  // The points of the captured stones are liberties of those around them.
  EXPECT_EQ(board.Liberties(board.At(1, 0)), 3);
  EXPECT_EQ(board.Liberties(board.At(3, 0)), 3);
}

TEST(Board, OneMoveTakesSeveralChains) {
  Board board = BoardFrom({"XO.OX", ".XOX.", "..X.."});
  board.Play(board.At(2, 0), Color::kBlack);
  EXPECT_THAT(RowsOf(board), ElementsAre("X.X.X", ".X.X.", "..X.."));
}

TEST(Board, TakingOneStoneWithOneOfOneLibertySetsTheKo) {
  Board board = BoardFrom({".XO.", "XO.O", ".XO."});
  EXPECT_TRUE(board.IsLegal(board.At(2, 1), Color::kBlack, false));
  board.Play(board.At(2, 1), Color::kBlack);
  EXPECT_EQ(PointText(board, board.ko()), "(1,1)");
  // Neither player may play there at once.
  for (const Color player : {Color::kBlack, Color::kWhite}) {
    EXPECT_FALSE(board.IsLegal(board.At(1, 1), player, true));
    EXPECT_TRUE(board.IsLegalIgnoringKo(board.At(1, 1), player, true));
  }
  Board passed = board;
  passed.Play(kPass, Color::kWhite);
  EXPECT_EQ(passed.ko(), kNoLocation);
  EXPECT_THAT(RowsOf(passed), ElementsAre(".XO.", "X.XO", ".XO."));
  Board elsewhere = board;
  elsewhere.Play(board.At(3, 0), Color::kWhite);
  EXPECT_EQ(elsewhere.ko(), kNoLocation);
  board.ClearKo();
  EXPECT_TRUE(board.IsLegal(board.At(1, 1), Color::kWhite, false));
  board.Play(board.At(1, 1), Color::kWhite);
  EXPECT_EQ(PointText(board, board.ko()), "(2,1)");
}

TEST(Board, OtherCapturesSetNoKo) {
  // Two stones are taken.
  Board two = BoardFrom({".XXO.", "XOO.O", ".XXO."});
  two.Play(two.At(3, 1), Color::kBlack);
  EXPECT_THAT(RowsOf(two), ElementsAre(".XXO.", "X..XO", ".XXO."));
  EXPECT_EQ(two.ko(), kNoLocation);
  // One, by a stone with another liberty.
  Board free = BoardFrom({".X..", "XO.O", ".XO."});
  free.Play(free.At(2, 1), Color::kBlack);
  EXPECT_EQ(free.Liberties(free.At(2, 1)), 2);
  EXPECT_EQ(free.ko(), kNoLocation);
  // One, by a stone that joins another.
  Board joined = BoardFrom({".XXO", "XO.O", ".XO."});
  joined.Play(joined.At(2, 1), Color::kBlack);
  EXPECT_EQ(joined.ChainSize(joined.At(2, 1)), 3);
  EXPECT_EQ(joined.ko(), kNoLocation);
  // Even where the place of the captured stone is the only liberty of both.
  Board pair = BoardFrom({"X.OX", "OOX.", "...."});
  pair.Play(pair.At(1, 0), Color::kBlack);
  EXPECT_THAT(RowsOf(pair), ElementsAre("XX.X", "OOX.", "...."));
  EXPECT_EQ(pair.Liberties(pair.At(1, 0)), 1);
  EXPECT_EQ(pair.ko(), kNoLocation);
}

TEST(Board, SuicideOfOneStoneIsAlwaysIllegal) {
  const Board board = BoardFrom({".X.", "X.X", ".X."});
  for (const auto& [x, y] : {std::pair(0, 0), {1, 1}, {2, 2}}) {
    const Location point = board.At(x, y);
    EXPECT_TRUE(board.IsSuicide(point, Color::kWhite));
    EXPECT_TRUE(board.IsIllegalSuicide(point, Color::kWhite, true));
    EXPECT_FALSE(board.IsLegal(point, Color::kWhite, true));
    EXPECT_FALSE(board.IsSuicide(point, Color::kBlack));
    EXPECT_TRUE(board.IsLegal(point, Color::kBlack, false));
  }
}

TEST(Board, SuicideOfSeveralStonesIsForTheRulesToAllow) {
  Board board = BoardFrom({"O.X.", "OX..", "X..."});
  const Location point = board.At(1, 0);
  EXPECT_TRUE(board.IsSuicide(point, Color::kWhite));
  EXPECT_FALSE(board.IsLegal(point, Color::kWhite, false));
  EXPECT_TRUE(board.IsLegal(point, Color::kWhite, true));
  board.Play(point, Color::kWhite);
  EXPECT_THAT(RowsOf(board), ElementsAre("..X.", ".X..", "X..."));
  EXPECT_EQ(board.stones(Color::kWhite), 0);
  EXPECT_EQ(board.Liberties(board.At(2, 0)), 3);
  EXPECT_EQ(board.Liberties(board.At(0, 2)), 2);
  EXPECT_EQ(board.ko(), kNoLocation);
}

TEST(Board, ACaptureIsNoSuicide) {
  Board board = BoardFrom({".XO", "XO.", "O.."});
  EXPECT_FALSE(board.IsSuicide(board.At(0, 0), Color::kWhite));
  board.Play(board.At(0, 0), Color::kWhite);
  EXPECT_THAT(RowsOf(board), ElementsAre("O.O", ".O.", "O.."));
}

TEST(Board, JoiningAChainWithAnotherLibertyIsNoSuicide) {
  const Board board = BoardFrom({"O.X", "O.X", ".X."});
  EXPECT_FALSE(board.IsSuicide(board.At(1, 0), Color::kWhite));
  EXPECT_TRUE(board.IsLegal(board.At(1, 0), Color::kWhite, false));
}

TEST(Board, OccupiedPointsAndWallsAreIllegalAndAPassIsNot) {
  const Board board = BoardFrom({"X.", ".."});
  EXPECT_FALSE(board.IsLegal(board.At(0, 0), Color::kWhite, true));
  EXPECT_FALSE(board.IsLegal(board.At(-1, 0), Color::kWhite, true));
  EXPECT_FALSE(board.IsLegal(kNoLocation, Color::kWhite, true));
  EXPECT_TRUE(board.IsLegal(kPass, Color::kWhite, false));
  EXPECT_TRUE(board.IsLegalIgnoringKo(kPass, Color::kWhite, false));
}

TEST(Board, KoCapturePointIsTheOneStoneThatWouldBeTaken) {
  const Board board = BoardFrom({".XO..", "XO.O.", ".XO.."});
  EXPECT_EQ(PointText(board, board.KoCapturePoint(board.At(2, 1), Color::kBlack)), "(1,1)");
  // White has friends there.
  EXPECT_EQ(board.KoCapturePoint(board.At(2, 1), Color::kWhite), kNoLocation);
  EXPECT_EQ(board.KoCapturePoint(board.At(1, 1), Color::kBlack), kNoLocation);
  // Walls are no obstacle.
  EXPECT_EQ(PointText(board, board.KoCapturePoint(board.At(0, 0), Color::kWhite)), "(1,0)");
  const Board corner = BoardFrom({".OX", "O..", "..."});
  EXPECT_EQ(corner.KoCapturePoint(corner.At(0, 0), Color::kBlack), kNoLocation);
  const Board edge = BoardFrom({".OX", "OX.", "..."});
  EXPECT_EQ(PointText(edge, edge.KoCapturePoint(edge.At(0, 0), Color::kBlack)), "(1,0)");
}

TEST(Board, KoCapturePointNeedsExactlyOneChainOfOneStone) {
  const Board two_stones = BoardFrom({".XXO.", "XOO.O", ".XXO."});
  EXPECT_EQ(two_stones.KoCapturePoint(two_stones.At(3, 1), Color::kBlack), kNoLocation);
  const Board two_chains = BoardFrom({"XO.OX", ".XOX.", "....."});
  EXPECT_EQ(two_chains.KoCapturePoint(two_chains.At(2, 0), Color::kBlack), kNoLocation);
  // One chain, but from two sides.
  const Board ring = BoardFrom({".OX", "OOX", "XX."});
  EXPECT_EQ(ring.KoCapturePoint(ring.At(0, 0), Color::kBlack), kNoLocation);
  // Nothing there can be captured.
  const Board safe = BoardFrom({".O.", "O..", "..."});
  EXPECT_EQ(safe.KoCapturePoint(safe.At(0, 0), Color::kBlack), kNoLocation);
}

TEST(Board, SetUpCapturesNothingAndClearsTheKo) {
  Board board = BoardFrom({".XO.", "XO.O", ".XO."});
  board.Play(board.At(2, 1), Color::kBlack);
  board.SetUp(board.At(1, 1), Color::kWhite);
  EXPECT_THAT(RowsOf(board), ElementsAre(".XO.", "XOXO", ".XO."));
  EXPECT_EQ(board.Liberties(board.At(1, 1)), 0);
  EXPECT_EQ(board.ko(), kNoLocation);
}

}  // namespace
}  // namespace tidemark::reference
