#include "reference/go/ladder.h"

#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "reference/go/tests/board_text.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using testing::PointsOf;
using testing::PointText;
using testing::Rows;

// What is caught, and by which first moves.
struct Found {
  std::string caught = {};
  std::string catches_black = {};
  std::string catches_white = {};

  friend bool operator==(const Found&, const Found&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Found& found) {
    return out << "caught " << found.caught << ", black by " << found.catches_black << ", white by "
               << found.catches_white;
  }
};

Found Find(const Board& board) {
  const Ladders ladders = FindLadders(board);
  return {.caught = PointsOf(board, ladders.caught),
          .catches_black = PointsOf(board, ladders.catches_black),
          .catches_white = PointsOf(board, ladders.catches_white)};
}

const Found kNothing = {};

Rows WorkingLadder() {
  return {".........", "..XX.....", ".XO......", ".X.......", ".........",
          ".........", ".........", ".........", "........."};
}

Rows OtherColors(Rows rows) {
  for (std::string& row : rows) {
    for (char& letter : row) letter = letter == 'X' ? 'O' : letter == 'O' ? 'X' : '.';
  }
  return rows;
}

TEST(Ladder, BothWaysToGiveAtariCanWork) {
  EXPECT_EQ(Find(BoardFrom(WorkingLadder())),
            (Found{.caught = "(2,2)", .catches_white = "(3,2)(2,3)"}));
  EXPECT_EQ(Find(BoardFrom(OtherColors(WorkingLadder()))),
            (Found{.caught = "(2,2)", .catches_black = "(3,2)(2,3)"}));
}

TEST(Ladder, OrOnlyOne) {
  Rows rows = WorkingLadder();
  rows[3] = ".........";
  EXPECT_EQ(Find(BoardFrom(rows)), (Found{.caught = "(2,2)", .catches_white = "(2,3)"}));
}

TEST(Ladder, AStoneInTheWayBreaksIt) {
  Rows rows = WorkingLadder();
  rows[6][6] = 'O';
  EXPECT_EQ(Find(BoardFrom(rows)), kNothing);
}

TEST(Ladder, AChainInAtariIsCaughtThoughItMovesFirst) {
  Board board = BoardFrom(WorkingLadder());
  board.Play(board.At(3, 2), Color::kBlack);
  EXPECT_EQ(Find(board), Found{.caught = "(2,2)"});
  board.Play(board.At(2, 3), Color::kWhite);
  EXPECT_EQ(Find(board), (Found{.caught = "(2,2)(2,3)", .catches_white = "(2,4)"}));
}

TEST(Ladder, AnAtariEscapesIntoTheOpen) {
  // (1,2) has one liberty.
  EXPECT_EQ(Find(BoardFrom({".....", ".XO..", "XO...", ".X...", "....."})), kNothing);
}

TEST(Ladder, AStoneInTheCornerRunsAlongTheEdgeInVain) {
  EXPECT_EQ(Find(BoardFrom({"X....", ".....", ".....", ".....", "....."})),
            (Found{.caught = "(0,0)", .catches_black = "(1,0)(0,1)"}));
}

TEST(Ladder, NetsAreNotFoundBeforeTheyAreCast) {
  Rows rows = WorkingLadder();
  rows[6][6] = 'O';
  // Black at (3,3) would catch the stone, but that is no atari.
  ASSERT_EQ(Find(BoardFrom(rows)), kNothing);
  rows[3][3] = 'X';
  EXPECT_EQ(Find(BoardFrom(rows)), (Found{.caught = "(2,2)", .catches_white = "(3,2)(2,3)"}));
}

TEST(Ladder, ChainsOfThreeLibertiesAreLeftAlone) {
  // Dead as it is.
  EXPECT_EQ(Find(BoardFrom({"...X", "OOXX", "XXX.", "...."})),
            (Found{.caught = "(0,1)(1,1)", .catches_white = "(0,0)(1,0)"}));
  EXPECT_EQ(Find(BoardFrom({"...X.", "OOOX.", "XXXX.", "....."})), kNothing);
}

TEST(Ladder, CapturingTheAttackerSaves) {
  // White takes three stones and has three liberties.
  EXPECT_EQ(Find(BoardFrom({".XXXOX", "OOOOOX", "XXXXX.", "......"})), kNothing);
}

TEST(Ladder, CapturesThatLeaveOneLibertyDoNot) {
  // White takes a stone at (0,0), and Black everything by playing there again.
  EXPECT_EQ(Find(BoardFrom({".XOX.", "OOOX.", "XXX..", "....."})),
            Found{.caught = "(2,0)(0,1)(1,1)(2,1)"});
  // Two stones give two liberties that Black takes away one after the other.
  EXPECT_EQ(Find(BoardFrom({".XXOX.", "OOOOX.", "XXXX..", "......"})),
            Found{.caught = "(3,0)(0,1)(1,1)(2,1)(3,1)"});
}

TEST(Ladder, TheDefenderMayTakeBackAKoAtOnce) {
  Board board = BoardFrom({".X.X.", ".XOX.", "XO.O.", ".XO..", "....."});
  board.Play(board.At(2, 2), Color::kBlack);
  ASSERT_EQ(PointText(board, board.ko()), "(1,2)");
  ASSERT_EQ(board.Liberties(board.At(2, 1)), 1);
  const auto caught = [](const Board& position) {
    return FindLadders(position).caught.test(static_cast<size_t>(position.At(2, 1)));
  };
  EXPECT_FALSE(caught(board));
  // Where that is no ko, the stone is lost.
  board.Play(board.At(1, 2), Color::kBlack);
  EXPECT_TRUE(caught(board));
}

TEST(Ladder, TheAttackerMayNot) {
  Board board = BoardFrom({"XXO.X", "XO.OX", "XXOOX", ".XXXX", "....."});
  board.Play(board.At(2, 1), Color::kBlack);
  board.Play(board.At(1, 1), Color::kWhite);
  ASSERT_EQ(PointText(board, board.ko()), "(2,1)");
  Found expected = {.caught = "(2,0)(1,1)(3,1)(2,2)(3,2)", .catches_white = "(3,0)"};
  EXPECT_EQ(Find(board), expected);
  board.ClearKo();
  expected.catches_white = "(3,0)(2,1)";
  EXPECT_EQ(Find(board), expected);
}

TEST(Ladder, TwoKosCannotBothBeHeld) {
  // White takes (0,0) back; Black then takes the ko in the other corner.
  EXPECT_EQ(Find(BoardFrom({"XOOO.", ".XXXO", "X...X", "....."})),
            Found{.caught = "(1,0)(2,0)(3,0)(4,1)"});
  // With a liberty at (4,2) the other corner is no ko.
  const Board single = BoardFrom({"XOOO.", ".XXXO", "X....", "....."});
  EXPECT_FALSE(FindLadders(single).caught.test(static_cast<size_t>(single.At(2, 0))));
}

TEST(Ladder, AKoIsNoneOfTwoWhereFillingItGivesThreeLiberties) {
  // At (1,0) White would join the chain below, which has two liberties of its own.
  const Board open = BoardFrom({".XOOO.", "XOXXXO", ".O...X", ".X...."});
  EXPECT_FALSE(FindLadders(open).caught.test(static_cast<size_t>(open.At(2, 0))));
  // Here it has one.
  const Board closed = BoardFrom({".XOOO.", "XOXXXO", ".OX..X", ".X...."});
  EXPECT_TRUE(FindLadders(closed).caught.test(static_cast<size_t>(closed.At(2, 0))));
}

TEST(Ladder, TheBoardStaysAsItWas) {
  Board board = BoardFrom({".X.X.", ".XOX.", "XO.O.", ".XO..", "....."});
  board.Play(board.At(2, 2), Color::kBlack);
  const Rows rows = testing::RowsOf(board);
  FindLadders(board);
  EXPECT_EQ(testing::RowsOf(board), rows);
  EXPECT_EQ(PointText(board, board.ko()), "(1,2)");
}

}  // namespace
}  // namespace tidemark::reference
