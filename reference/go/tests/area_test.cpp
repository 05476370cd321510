#include "reference/go/area.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/go/tests/board_text.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using ::testing::ElementsAre;
using testing::Rows;
using testing::RowsOf;

Rows Full(const Rows& rows, bool suicide = false) {
  const Board board = BoardFrom(rows);
  return RowsOf(board, FullArea(board, suicide));
}

Rows PassAlive(const Rows& rows, bool suicide = false) {
  const Board board = BoardFrom(rows);
  return RowsOf(board, PassAliveArea(board, suicide));
}

struct Life {
  Rows area = {};
  int regions = 0;
};

Life Independent(const Rows& rows, const IndependentLifeOptions& options = {}) {
  const Board board = BoardFrom(rows);
  const IndependentLife life = FindIndependentLife(board, options, /*suicide=*/false);
  return {.area = RowsOf(board, life.area), .regions = life.white_minus_black_regions};
}

// Two groups of White's in the upper corners, of which the right one is in seki, and dame at (4,0),
// (2,3) and (4,3).
const Rows kSeki = {"..OX.O.", "OOOXXOO", "XXXOOXX", ".X.O.X.", "XXXOOXX"};

TEST(FullArea, AnEmptyBoardIsNobodys) { EXPECT_THAT(Full({"..", ".."}), ElementsAre("..", "..")); }

TEST(FullArea, ASingleStoneOwnsEverything) {
  EXPECT_THAT(Full({"...", ".X.", "..."}), ElementsAre("XXX", "XXX", "XXX"));
  EXPECT_THAT(Full({"...", ".O.", "..."}, true), ElementsAre("OOO", "OOO", "OOO"));
}

TEST(FullArea, WhatBothReachIsNobodys) {
  EXPECT_THAT(Full({"X..", "...", "..O"}), ElementsAre("X..", "...", "..O"));
}

TEST(FullArea, SuicideCanBringStonesBackToLife) {
  const Rows rows = {"O.X.X", ".XXXX", "XX...", "....."};
  EXPECT_THAT(Full(rows), ElementsAre("XXXXX", "XXXXX", "XXXXX", "XXXXX"));
  EXPECT_THAT(Full(rows, true), ElementsAre("O.XXX", ".XXXX", "XXXXX", "XXXXX"));
}

TEST(FullArea, SekiIsEachOnesOwn) {
  EXPECT_THAT(Full(kSeki), ElementsAre("OOOX.OO", "OOOXXOO", "XXXOOXX", "XX.O.XX", "XXXOOXX"));
}

// Black's corner is Black's territory to begin with; White's living chain around it takes it away.
TEST(FullArea, WhitesSafeAreaOverwritesBlacks) {
  EXPECT_THAT(Full({".XO.O..", "XXOOO..", "OOO.O..", "..OOO.."}),
              ElementsAre("OOOOOOO", "OOOOOOO", "OOOOOOO", "OOOOOOO"));
  // With two points inside the corner it is not White's for certain.
  EXPECT_THAT(Full({"..XO.O..", "XXXOOO..", "OOOO.O..", "...OOO.."}),
              ElementsAre("XXXOOOOO", "XXXOOOOO", "OOOOOOOO", "OOOOOOOO"));
}

TEST(PassAliveArea, NeedsNoAnswerFromTheOwner) {
  EXPECT_THAT(PassAlive({".XO.O..", "XXOOO..", "OOO.O..", "..OOO.."}),
              ElementsAre("OOOOO..", "OOOOO..", "OOOOO..", "OOOOO.."));
  EXPECT_THAT(PassAlive({"O.X.X", ".XXXX", "XX...", "....."}),
              ElementsAre("XXXXX", "XXXXX", "XX...", "....."));
  EXPECT_THAT(PassAlive({"O.X.X", ".XXXX", "XX...", "....."}, true),
              ElementsAre(".....", ".....", ".....", "....."));
  EXPECT_THAT(PassAlive({"...", ".X.", "..."}), ElementsAre("...", "...", "..."));
}

TEST(PassAliveArea, HoldsBothPlayersLife) {
  EXPECT_THAT(PassAlive({".X.XO.O.", "XXXXOOOO", "....O...", "........"}),
              ElementsAre("XXXXOOOO", "XXXXOOOO", "....O...", "........"));
}

TEST(IndependentLife, LeavesOutSeki) {
  const Life life = Independent(kSeki);
  EXPECT_THAT(life.area, ElementsAre("OOO....", "OOO....", ".......", ".......", "......."));
  EXPECT_EQ(life.regions, 1);
}

TEST(IndependentLife, KeepsStonesInSekiOnDemand) {
  const Life life = Independent(kSeki, {.keep_stones = true});
  EXPECT_THAT(life.area, ElementsAre("OOOX.O.", "OOOXXOO", "XXXOOXX", ".X.O.X.", "XXXOOXX"));
  EXPECT_EQ(life.regions, 1);
}

TEST(IndependentLife, KeepsTerritoriesInSekiOnDemand) {
  const Life life = Independent(kSeki, {.keep_territories = true});
  EXPECT_THAT(life.area, ElementsAre("OOO...O", "OOO....", ".......", "X.....X", "......."));
  EXPECT_EQ(life.regions, 1);
}

TEST(IndependentLife, CountsWhitesRegionsLessBlacks) {
  EXPECT_EQ(Independent({"..XO..", "XXXOOO"}).regions, 0);
  EXPECT_EQ(Independent({"X..", "..."}).regions, -1);
  EXPECT_EQ(Independent({"..OXXO..", "OOOXXOOO", "XXXXXXXX", "........"}).regions, 1);
  EXPECT_EQ(Independent({"...", "..."}).regions, 0);
}

// Without a neutral point anywhere; but Black has one liberty left, and so has White.
TEST(IndependentLife, AtariCountsAsSeki) {
  const Life atari = Independent({".XO.", "XXOO"});
  EXPECT_THAT(atari.area, ElementsAre("....", "...."));
  EXPECT_EQ(atari.regions, 0);
  EXPECT_THAT(Independent({"..XO..", "XXXOOO"}).area, ElementsAre("XXXOOO", "XXXOOO"));
  // Only White's chain is in atari.
  const Life one = Independent({"..XO.", "XXXOO"});
  EXPECT_THAT(one.area, ElementsAre("XXX..", "XXX.."));
  EXPECT_EQ(one.regions, -1);
}

// The stones of a dead group in atari are not the owner's, and do not unsettle it.
TEST(IndependentLife, DeadStonesInAtariDoNoHarm) {
  const Life life = Independent({"XO.X.", "XXXXX", ".....", "....."});
  EXPECT_THAT(life.area, ElementsAre("XXXXX", "XXXXX", "XXXXX", "XXXXX"));
  EXPECT_EQ(life.regions, -1);
}

}  // namespace
}  // namespace tidemark::reference
