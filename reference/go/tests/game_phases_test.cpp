// Cleanup phases, which only territory scoring has, and what counts towards komi.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/go/game.h"
#include "reference/go/game_record.h"
#include "reference/go/tests/board_text.h"
#include "reference/go/tests/game_text.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using testing::kBlack;
using testing::kJapanese;
using testing::kWhite;
using testing::MovesFrom;
using testing::PlayAll;
using testing::Rows;
using testing::RowsOf;

// Six black stones and five white ones.
const Rows kWalls = {".XO..", ".XO..", ".XO..", ".XOX.", ".XO.."};

TEST(GamePhases, TwoPassesLeadFromPhaseToPhase) {
  Game game(BoardFrom(kWalls), kBlack, kJapanese);
  PlayAll(game, "B(4,0) W(4,1) B pass");
  EXPECT_TRUE(game.PassEndsPhase(kWhite));
  EXPECT_FALSE(game.PassEndsGame(kWhite));
  PlayAll(game, "W pass");
  EXPECT_EQ(game.encore_phase(), 1);
  EXPECT_EQ(game.shown_moves(), 0);
  EXPECT_EQ(game.moves().size(), 4U);
  EXPECT_FALSE(game.PassEndsPhase(kBlack));
  EXPECT_EQ(game.second_encore_start(), PointColors());

  PlayAll(game, "B pass W pass");
  EXPECT_EQ(game.encore_phase(), 2);
  EXPECT_EQ(game.shown_moves(), 0);
  const Rows start = RowsOf(game.board());
  PlayAll(game, "B(0,0) W(3,2)");
  EXPECT_EQ(RowsOf(game.board(), game.second_encore_start()), start);
  EXPECT_NE(RowsOf(game.board()), start);

  PlayAll(game, "B pass");
  EXPECT_TRUE(game.PassEndsGame(kWhite));
  EXPECT_FALSE(game.finished());
  PlayAll(game, "W pass");
  EXPECT_TRUE(game.finished());
  EXPECT_EQ(game.encore_phase(), 2);
  EXPECT_EQ(game.shown_moves(), 4);
}

TEST(GamePhases, WithoutCleanupTwoPassesAreTheEnd) {
  Game game(BoardFrom(kWalls), kBlack, kJapanese, {.prevent_encore = true});
  PlayAll(game, "B(4,0) W(4,1) B pass W pass");
  EXPECT_TRUE(game.past_end());
  EXPECT_FALSE(game.finished());
  EXPECT_EQ(game.encore_phase(), 0);
  EXPECT_EQ(game.shown_moves(), 1);
  PlayAll(game, "B(4,3)");
  EXPECT_FALSE(game.past_end());
  EXPECT_EQ(game.shown_moves(), 2);
  EXPECT_EQ(game.encore_phase(), 0);
}

TEST(GamePhases, CleanupThatWasBegunWithHasItsStart) {
  const Game second(BoardFrom(kWalls), kBlack, kJapanese, {.encore_phase = 2});
  EXPECT_EQ(RowsOf(second.board(), second.second_encore_start()), kWalls);
  const Game first(BoardFrom(kWalls), kBlack, kJapanese, {.encore_phase = 1});
  EXPECT_EQ(first.second_encore_start(), PointColors());
}

TEST(GamePhases, PassingAgainInOnePositionEndsACleanupPhase) {
  Game game(BoardFrom({".XO...OX.", "XO.O.OX.X", ".XO...OX."}), kBlack, kJapanese,
            {.encore_phase = 1});
  // White takes the right ko, Black lifts the block and takes it back; White lifts that block.
  PlayAll(game, "B pass W(7,1) B(6,1) B(6,1) W(7,1)");
  EXPECT_EQ(game.encore_phase(), 1);
  PlayAll(game, "B pass");
  EXPECT_EQ(game.encore_phase(), 2);
}

TEST(GamePhases, NoButtonIsLeftInCleanup) {
  Rules rules = kJapanese;
  rules.button = true;
  EXPECT_TRUE(Game(Board(5, 5), kBlack, rules).button());
  EXPECT_FALSE(Game(Board(5, 5), kBlack, rules, {.encore_phase = 1}).button());
}

TEST(GameKomi, UnderTerritoryScoringStonesCount) {
  Game game(BoardFrom(kWalls), kBlack, kJapanese);
  EXPECT_EQ(game.WhiteKomi(), 7.5F);
  PlayAll(game, "B(4,0)");
  EXPECT_EQ(game.WhiteKomi(), 8.5F);
  PlayAll(game, "W(4,1) W(3,0)");
  EXPECT_EQ(game.WhiteKomi(), 6.5F);
  PlayAll(game, "B pass W pass");
  ASSERT_EQ(game.encore_phase(), 1);
  EXPECT_EQ(game.WhiteKomi(), 6.5F);
  PlayAll(game, "B(4,4)");
  EXPECT_EQ(game.WhiteKomi(), 7.5F);
  PlayAll(game, "W pass B pass");
  ASSERT_EQ(game.encore_phase(), 2);
  PlayAll(game, "W(3,2) B(0,0) W(3,1)");
  EXPECT_EQ(game.WhiteKomi(), 7.5F);

  Rules area = kJapanese;
  area.scoring = ScoringRule::kArea;
  Game counted(BoardFrom(kWalls), kBlack, area);
  PlayAll(counted, "B(4,0)");
  EXPECT_EQ(counted.WhiteKomi(), 6.5F);
}

TEST(GameKomi, PrisonersTakenBeforeCountUnderTerritoryScoring) {
  const GameOptions options = {.prior_white_minus_black_captures = 3};
  EXPECT_EQ(Game(BoardFrom(kWalls), kBlack, kJapanese, options).WhiteKomi(), 4.5F);
  EXPECT_EQ(Game(BoardFrom(kWalls), kBlack, {}, options).WhiteKomi(), 7.5F);
}

TEST(GameKomi, TheButtonIsHalfAPoint) {
  const Rules rules = {.button = true, .komi = 7};
  Game black(Board(5, 5), kBlack, rules);
  PlayAll(black, "B pass W pass");
  EXPECT_EQ(black.WhiteKomi(), 6.5F);
  Game white(Board(5, 5), kBlack, rules);
  PlayAll(white, "B(2,2) W pass B(1,1) W pass");
  EXPECT_EQ(white.WhiteKomi(), 7.5F);
}

TEST(GameKomi, DrawsCountWhereAWholeKomiOrTheButtonAllowsThem) {
  const auto komi = [](float points, bool button, double draw) {
    return Game(Board(5, 5), kBlack, {.button = button, .komi = points}).WhiteKomi(draw);
  };
  EXPECT_EQ(komi(7, false, 0.75), 7.25F);
  EXPECT_EQ(komi(7, false, 0), 6.5F);
  EXPECT_EQ(komi(7, false, 0.5), 7.0F);
  EXPECT_EQ(komi(7.5F, false, 0.75), 7.5F);
  EXPECT_EQ(komi(7, true, 0.75), 7.0F);
  EXPECT_EQ(komi(7.5F, true, 0.75), 7.75F);
  EXPECT_EQ(komi(-0.5F, true, 1), 0.0F);
}

float HandicapKomi(const Rows& rows, WhiteHandicapBonus bonus, bool assume = false,
                   const std::string& moves = "") {
  Game game(BoardFrom(rows), kBlack, {.white_handicap_bonus = bonus, .komi = 0},
            {.assume_handicap = assume});
  PlayAll(game, moves);
  return game.WhiteKomi();
}

TEST(GameKomi, HandicapStonesAreBlacksAlone) {
  using enum WhiteHandicapBonus;
  const Rows three = {"X.X", "...", "..X"};
  EXPECT_EQ(HandicapKomi(three, kN), 3);
  EXPECT_EQ(HandicapKomi(three, kNMinusOne), 2);
  EXPECT_EQ(HandicapKomi(three, kZero), 0);
  EXPECT_EQ(HandicapKomi({"X..", "...", "..."}, kN), 0);
  EXPECT_EQ(HandicapKomi({"X.X", ".O.", "..X"}, kN), 0);
  EXPECT_EQ(HandicapKomi({"X.X", "...", "..."}, kN), 2);
  EXPECT_EQ(HandicapKomi({"X.X", "...", "..."}, kNMinusOne), 1);
}

TEST(GameKomi, BlacksMovesBeforeWhitesCountOnDemand) {
  using enum WhiteHandicapBonus;
  const Rows empty = {"...", "...", "..."};
  EXPECT_EQ(HandicapKomi(empty, kN, false, "B(0,0) W pass B(2,2)"), 0);
  EXPECT_EQ(HandicapKomi(empty, kN, true, "B(0,0)"), 0);
  EXPECT_EQ(HandicapKomi(empty, kN, true, "B(0,0) W pass B(2,2)"), 2);
  EXPECT_EQ(HandicapKomi(empty, kN, true, "B(0,0) B(1,1) B pass B(2,2)"), 3);
  EXPECT_EQ(HandicapKomi(empty, kNMinusOne, true, "B(0,0) B(1,1) B(2,2)"), 2);
  // What comes after White's first stone is play.
  EXPECT_EQ(HandicapKomi(empty, kN, true, "B(0,0) W(1,0) B(1,1) B(2,2)"), 0);
  EXPECT_EQ(HandicapKomi(empty, kN, true, "B(0,0) B(2,2) W(1,0) B(1,1)"), 2);
  // Nor does White's moving twice undo what Black had before.
  EXPECT_EQ(HandicapKomi(empty, kN, true, "B(0,0) B(2,2) W(1,0) W(0,1) B(1,1)"), 2);
  // White passing twice is no handicap.
  EXPECT_EQ(HandicapKomi(empty, kN, true, "B(0,0) B(2,2) W pass W pass B(1,1)"), 0);
  // With stones that were set up.
  EXPECT_EQ(HandicapKomi({"X..", "...", "..."}, kN, true, "B(2,2)"), 2);
  EXPECT_EQ(HandicapKomi({"XO.", "...", "..."}, kN, true, "B(2,2) B(2,0)"), 0);
}

TEST(GameRecord, IsReplayedMoveByMove) {
  GameRecord record = {
      .start = BoardFrom(kWalls), .first_player = kWhite, .rules = kJapanese, .encore_phase = 1};
  record.moves = MovesFrom(record.start, "W(4,1) B(4,0) W pass");
  const Game start = Replay(record, 0);
  EXPECT_EQ(start.next(), kWhite);
  EXPECT_EQ(start.encore_phase(), 1);
  EXPECT_EQ(RowsOf(start.board()), kWalls);
  const Game two = Replay(record, 2);
  EXPECT_EQ(two.moves(), MovesFrom(record.start, "W(4,1) B(4,0)"));
  EXPECT_EQ(two.next(), kWhite);
  EXPECT_EQ(Replay(record, 3).next(), kBlack);
}

}  // namespace
}  // namespace tidemark::reference
