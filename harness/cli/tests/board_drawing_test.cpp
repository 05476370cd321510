#include "harness/cli/board_drawing.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

using reference::Board;
using reference::Color;
using reference::Location;
using ::testing::HasSubstr;
using ::testing::Not;

Board SampleBoard() {
  Board board(4, 3);
  board.SetUp(board.At(0, 0), Color::kBlack);
  board.SetUp(board.At(3, 1), Color::kWhite);
  return board;
}

const std::vector<float> kOwnership = {-0.9F, -0.5F, -0.2F,  0.0F,  //
                                       0.2F,  0.5F,  0.8F,   1.0F,  //
                                       -1.0F, 0.14F, -0.14F, 0.74F};

TEST(BoardDrawing, PlainTextHasTheOwnershipBesideTheBoard) {
  const Board board = SampleBoard();
  const std::vector<Location> marked = {board.At(1, 1), reference::kPass, board.At(2, 0)};
  EXPECT_EQ(DrawBoard(board, marked, board.At(3, 1), kOwnership, {}),
            "    A B C D\n"
            "  3 X . 3 .  3   Xx-.\n"
            "  2 . 1 .(O) 2   +oOO\n"
            "  1 . . . .  1   X..o\n"
            "    A B C D\n"
            "ownership: X x - Black's, surely to slightly, . nobody's, + o O White's\n");
}

TEST(BoardDrawing, TheLastMoveStandsInBrackets) {
  const Board board = SampleBoard();
  EXPECT_THAT(DrawBoard(board, {}, board.At(0, 0), kOwnership, {}), HasSubstr("  3(X). . .  3"));
  EXPECT_THAT(DrawBoard(board, {}, reference::kPass, kOwnership, {}), Not(HasSubstr("(")));
}

TEST(BoardDrawing, ColorsShadeEachPointAndEndWithTheRow) {
  const std::string text =
      DrawBoard(SampleBoard(), {}, reference::kPass, kOwnership, {.color = true, .unicode = true});
  // A black stone on Black's sure point, a white one on White's.
  EXPECT_THAT(text, HasSubstr("\033[38;5;16;48;5;240m \u25CF"));
  EXPECT_THAT(text, HasSubstr("\033[38;5;231;48;5;252m \u25CF \033[0m 2\n"));
  EXPECT_THAT(text, Not(HasSubstr("ownership")));
}

TEST(BoardDrawing, StarPointsAreWherePlayersLookForThem) {
  const auto row = [](int size, int y) {
    const Board board(size, size);
    const std::vector<float> nobody(static_cast<size_t>(board.area()));
    const std::string text = DrawBoard(board, {}, reference::kPass, nobody, {});
    size_t begin = 0;
    for (int line = 0; line <= y; ++line) begin = text.find('\n', begin) + 1;
    return text.substr(begin + 3, static_cast<size_t>(2 * size));
  };
  EXPECT_EQ(row(19, 3), " . . . + . . . . . + . . . . . + . . .");
  EXPECT_EQ(row(9, 2), " . . + . + . + . .");
  EXPECT_EQ(row(5, 2), " . . + . .");
  EXPECT_EQ(row(6, 2), " . . . . . .");
}

}  // namespace
}  // namespace tidemark::harness
