#include "reference/go/coordinates.h"

#include <string>

#include <gtest/gtest.h>

#include "reference/go/tests/board_text.h"

namespace tidemark::reference {
namespace {

using testing::PointText;

std::string Parsed(const Board& board, std::string_view text) {
  const auto move = ParseMoveName(board, text);
  return move.has_value() ? PointText(board, *move) : "nothing";
}

TEST(Coordinates, ColumnsSkipI) {
  EXPECT_EQ(ColumnName(0), 'A');
  EXPECT_EQ(ColumnName(7), 'H');
  EXPECT_EQ(ColumnName(8), 'J');
  EXPECT_EQ(ColumnName(18), 'T');
}

TEST(Coordinates, RowsCountFromTheBottom) {
  const Board board(19, 19);
  EXPECT_EQ(MoveName(board, board.At(0, 0)), "A19");
  EXPECT_EQ(MoveName(board, board.At(15, 3)), "Q16");
  EXPECT_EQ(MoveName(board, board.At(18, 18)), "T1");
  EXPECT_EQ(MoveName(board, kPass), "pass");
  const Board wide(9, 3);
  EXPECT_EQ(MoveName(wide, wide.At(8, 0)), "J3");
  EXPECT_EQ(Parsed(wide, "J3"), "(8,0)");
}

TEST(Coordinates, NamesAreReadInAnyCase) {
  const Board board(19, 19);
  EXPECT_EQ(Parsed(board, "q16"), "(15,3)");
  EXPECT_EQ(Parsed(board, "Q16"), "(15,3)");
  for (const char* pass : {"pass", "PASS", "Pass"}) EXPECT_EQ(Parsed(board, pass), "pass");
}

TEST(Coordinates, EveryMoveReadsBack) {
  for (const Board& board : {Board(19, 19), Board(2, 2), Board(19, 2), Board(4, 13)}) {
    for (int y = 0; y < board.height(); ++y) {
      for (int x = 0; x < board.width(); ++x) {
        EXPECT_EQ(Parsed(board, MoveName(board, board.At(x, y))), PointText(x, y));
      }
    }
    EXPECT_EQ(Parsed(board, MoveName(board, kPass)), "pass");
  }
}

TEST(Coordinates, WhatIsNoMoveOnTheBoardIsNothing) {
  const Board board(9, 5);
  for (const char* text :
       {"",      "A",   "5",      "A0",  "A6",       "A05", "A10", "K1",  "I1",
        "5A",    "A 1", " A1",    "A1 ", "AA1",      "A+1", "A-1", "A1.", "A99999999999999999999",
        "passs", "pas", "resign", "[1",  "\xC3\x84z"}) {
    EXPECT_EQ(Parsed(board, text), "nothing") << text;
  }
}

}  // namespace
}  // namespace tidemark::reference
