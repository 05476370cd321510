#include "reference/go/benson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/go/tests/board_text.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using ::testing::ElementsAre;
using testing::Rows;
using testing::RowsOf;

// One player's area, over older marks if there are any.
Rows Marked(const Rows& rows, Color player, const BensonOptions& options,
            PointColors area = PointColors()) {
  const Board board = BoardFrom(rows);
  MarkBensonArea(board, player, options, area);
  return RowsOf(board, area);
}

TEST(Benson, TwoEyesLive) {
  EXPECT_THAT(Marked({".X.X.", "XXXXX", ".....", "....."}, Color::kBlack, {}),
              ElementsAre("XXXXX", "XXXXX", ".....", "....."));
  EXPECT_THAT(Marked({".O.O.", "OOOOO", ".....", "....."}, Color::kWhite, {.suicide = true}),
              ElementsAre("OOOOO", "OOOOO", ".....", "....."));
}

TEST(Benson, OneEyeDoesNot) {
  EXPECT_THAT(Marked({".X..", "XX..", "...."}, Color::kBlack, {}),
              ElementsAre("....", "....", "...."));
}

TEST(Benson, ChainsLiveByEyesThatTheyShare) {
  EXPECT_THAT(Marked({".X.", "X.X", ".X."}, Color::kBlack, {}), ElementsAre("XXX", "XXX", "XXX"));
}

TEST(Benson, ADeadChainTakesTheEyesThatItBorders) {
  // (3,0) has no eye but (2,0), so that is none for the corner either.
  EXPECT_THAT(Marked({".X.XO", "XXOOO"}, Color::kBlack, {}), ElementsAre(".....", "....."));
  // White cannot fill (2,0), where it would lose everything.
  EXPECT_THAT(Marked({".X.OO", "XXOOO"}, Color::kBlack, {}), ElementsAre("XX...", "XX..."));
  EXPECT_THAT(Marked({".X.OO", "XXOOO"}, Color::kBlack, {.suicide = true}),
              ElementsAre(".....", "....."));
}

TEST(Benson, WithSuicideStonesInAnEyeMustTouchTheChainToo) {
  const Rows rows = {"O.X.X", ".XXXX", "XX...", "....."};
  EXPECT_THAT(Marked(rows, Color::kBlack, {}), ElementsAre("XXXXX", "XXXXX", "XX...", "....."));
  EXPECT_THAT(Marked(rows, Color::kBlack, {.suicide = true}),
              ElementsAre(".....", ".....", ".....", "....."));
}

TEST(Benson, SafeRegionsHaveAtMostOnePointInside) {
  // In the upper corners one point each does not touch the chain, below five.
  EXPECT_THAT(Marked({"..X.X.X..", ".XXXXXXX.", "XX.....XX", "........."}, Color::kBlack, {}),
              ElementsAre("XXXXXXXXX", "XXXXXXXXX", "XX.....XX", "........."));
  // Two points.
  EXPECT_THAT(Marked({"...X.X.", "..XXXXX", "XXXXXXX"}, Color::kBlack, {}),
              ElementsAre("...XXXX", "..XXXXX", "XXXXXXX"));
}

TEST(Benson, SafeTerritoriesAreOfAnySizeButHoldNoOpponent) {
  const BensonOptions safe = {.safe_territories = true};
  EXPECT_THAT(Marked({"...X.X.", "..XXXXX", "XXXXXXX"}, Color::kBlack, safe),
              ElementsAre("XXXXXXX", "XXXXXXX", "XXXXXXX"));
  EXPECT_THAT(Marked({"O..X.X.", "..XXXXX", "XXXXXXX"}, Color::kBlack, safe),
              ElementsAre("...XXXX", "..XXXXX", "XXXXXXX"));
}

TEST(Benson, UnsafeTerritoriesAreWhatNobodyElseReaches) {
  const Rows rows = {".XO.", ".XO.", "XX.."};
  EXPECT_THAT(Marked(rows, Color::kBlack, {.unsafe_territories = true}),
              ElementsAre("X...", "X...", "...."));
  EXPECT_THAT(Marked(rows, Color::kBlack, {.safe_territories = true}),
              ElementsAre("....", "....", "...."));
}

TEST(Benson, SafeMarksOverwriteAndUnsafeOnesDoNot) {
  const Board any(5, 3);
  PointColors marked = {};
  for (int x = 0; x < 5; ++x) marked[static_cast<size_t>(any.At(x, 0))] = Color::kWhite;
  EXPECT_THAT(Marked({".X.X.", "XXXXX", "....."}, Color::kBlack, {}, marked),
              ElementsAre("XXXXX", "XXXXX", "XXXXX"));
  EXPECT_THAT(
      Marked({".X.O.", "XX...", "....."}, Color::kBlack, {.unsafe_territories = true}, marked),
      ElementsAre("OOOOO", ".....", "....."));
}

TEST(Benson, APlayerWithoutStonesHasNoArea) {
  const BensonOptions all = {.safe_territories = true, .unsafe_territories = true};
  EXPECT_THAT(Marked({"...", "..."}, Color::kBlack, all), ElementsAre("...", "..."));
  EXPECT_THAT(Marked({"X..", "..."}, Color::kWhite, all), ElementsAre("...", "..."));
  EXPECT_THAT(Marked({"X..", "..."}, Color::kBlack, all), ElementsAre(".XX", "XXX"));
}

}  // namespace
}  // namespace tidemark::reference
