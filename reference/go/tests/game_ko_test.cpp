#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/go/game.h"
#include "reference/go/tests/board_text.h"
#include "reference/go/tests/game_text.h"

namespace tidemark::reference {
namespace {

using testing::BlockedKos;
using testing::BoardFrom;
using testing::kBlack;
using testing::kJapanese;
using testing::kTwoKos;
using testing::kWhite;
using testing::PlayAll;
using testing::PointText;
using testing::Rows;
using testing::RowsOf;
using testing::SuperkoBans;

Game AreaGame(KoRule ko) {
  return Game(BoardFrom(kTwoKos), kBlack, {.ko = ko, .multi_stone_suicide = false});
}

Game Cleanup(int phase = 1) {
  return Game(BoardFrom(kTwoKos), kBlack, kJapanese, {.encore_phase = phase});
}

std::string KoOf(const Game& game) { return PointText(game.board(), game.board().ko()); }

bool IsLegalAt(const Game& game, int x, int y) { return game.IsLegal(game.board().At(x, y)); }

TEST(GameKo, TakingBackAtOnceIsIllegalUnderEveryRule) {
  for (const KoRule ko :
       {KoRule::kSimple, KoRule::kPositional, KoRule::kSituational, KoRule::kSpight}) {
    Game game = AreaGame(ko);
    EXPECT_EQ(SuperkoBans(game), "");
    PlayAll(game, "B(2,1)");
    EXPECT_EQ(KoOf(game), "(1,1)");
    EXPECT_FALSE(IsLegalAt(game, 1, 1));
    // The simple ko is none of superko's.
    EXPECT_EQ(SuperkoBans(game), "");
    PlayAll(game, "W(7,1)");
    EXPECT_EQ(KoOf(game), "(6,1)");
    PlayAll(game, "B pass");
    EXPECT_EQ(KoOf(game), "none");
    EXPECT_TRUE(IsLegalAt(game, 1, 1));
  }
}

// After White's last move Black at (6,1) would make the board that the game began with, but now
// White would be to move on it.
TEST(GameKo, SuperkoBansWholeBoards) {
  const auto bans = [](KoRule ko) {
    Game game = AreaGame(ko);
    PlayAll(game, "B(2,1) W(7,1) B pass W(1,1)");
    EXPECT_EQ(KoOf(game), "(2,1)");
    EXPECT_EQ(IsLegalAt(game, 6, 1), SuperkoBans(game).empty());
    return SuperkoBans(game);
  };
  EXPECT_EQ(bans(KoRule::kPositional), "(6,1)");
  EXPECT_EQ(bans(KoRule::kSituational), "");
  EXPECT_EQ(bans(KoRule::kSimple), "");
  // The pass lifted it.
  EXPECT_EQ(bans(KoRule::kSpight), "");
}

// Here White was to move on it, and would be again.
TEST(GameKo, SituationalSuperkoBansBoardsWithTheSamePlayerToMove) {
  for (const KoRule ko : {KoRule::kPositional, KoRule::kSituational, KoRule::kSpight}) {
    Game game(BoardFrom(kTwoKos), kWhite, {.ko = ko, .multi_stone_suicide = false});
    PlayAll(game, "W(7,1) B(2,1) W(1,1)");
    EXPECT_EQ(SuperkoBans(game), "(6,1)") << static_cast<int>(ko);
    // Stones elsewhere make another board of it.
    PlayAll(game, "B(4,0)");
    game.Play(kPass, kWhite);
    EXPECT_EQ(SuperkoBans(game), "") << static_cast<int>(ko);
  }
}

TEST(GameKo, ASuicideCanRepeatABoard) {
  // White gives up the two stones on the left; the board is then the one before (0,0) was played.
  const Board board = BoardFrom({"..X.", "XX..", "...."});
  for (const bool suicide : {true, false}) {
    Game game(board, kWhite, {.ko = KoRule::kPositional, .multi_stone_suicide = suicide});
    PlayAll(game, "W(0,0) B pass");
    EXPECT_EQ(SuperkoBans(game), suicide ? "(1,0)" : "");
    EXPECT_FALSE(IsLegalAt(game, 1, 0));
  }
  // White is to move before, and Black after it.
  Game situational(board, kWhite, {.ko = KoRule::kSituational});
  PlayAll(situational, "W(0,0) B pass");
  EXPECT_EQ(SuperkoBans(situational), "");
  EXPECT_TRUE(IsLegalAt(situational, 1, 0));
}

TEST(GameKo, TheButtonLiftsSuperko) {
  Game game(BoardFrom(kTwoKos), kBlack, {.ko = KoRule::kPositional, .button = true});
  PlayAll(game, "B(2,1) W(7,1) B pass W(1,1)");
  EXPECT_EQ(SuperkoBans(game), "");
  EXPECT_TRUE(IsLegalAt(game, 6, 1));
}

TEST(CleanupKo, ATakenKoIsBlockedUntilAPassForIt) {
  Game game = Cleanup();
  PlayAll(game, "B(2,1)");
  EXPECT_EQ(KoOf(game), "none");
  // The stone that took it.
  EXPECT_EQ(BlockedKos(game), "(2,1)");
  EXPECT_EQ(SuperkoBans(game), "");
  // Either of these lifts the block.
  EXPECT_TRUE(IsLegalAt(game, 1, 1));
  EXPECT_TRUE(IsLegalAt(game, 2, 1));
  EXPECT_FALSE(IsLegalAt(game, 3, 1));
  EXPECT_FALSE(IsLegalAt(game, 1, 0));
}

TEST(CleanupKo, APassForKoChangesNothingElse) {
  for (const char* move : {"W(1,1)", "W(2,1)"}) {
    Game game = Cleanup();
    PlayAll(game, "B(2,1)");
    const Rows rows = RowsOf(game.board());
    const float komi = game.WhiteKomi();
    PlayAll(game, move);
    EXPECT_EQ(RowsOf(game.board()), rows);
    EXPECT_EQ(BlockedKos(game), "");
    EXPECT_EQ(game.WhiteKomi(), komi);
    EXPECT_EQ(game.next(), kBlack);
    EXPECT_EQ(game.moves().size(), 2U);
    EXPECT_EQ(game.shown_moves(), 2);
  }
}

TEST(CleanupKo, AKoIsTakenFromOneBoardOnlyOnce) {
  Game game = Cleanup();
  PlayAll(game, "B(2,1) W(1,1) B pass");
  EXPECT_EQ(SuperkoBans(game), "");
  PlayAll(game, "W(1,1)");
  EXPECT_EQ(RowsOf(game.board()), kTwoKos);
  EXPECT_EQ(BlockedKos(game), "(1,1)");
  // Black took it from this board before.
  EXPECT_EQ(SuperkoBans(game), "(2,1)");
  // To lift the block is another thing than to take the ko.
  EXPECT_TRUE(IsLegalAt(game, 2, 1));
  PlayAll(game, "B(2,1)");
  EXPECT_EQ(BlockedKos(game), "");
  PlayAll(game, "W pass");
  EXPECT_EQ(SuperkoBans(game), "(2,1)");
  EXPECT_FALSE(IsLegalAt(game, 2, 1));
  // From another board it may be.
  PlayAll(game, "B(4,1) W pass");
  EXPECT_EQ(SuperkoBans(game), "");
  EXPECT_TRUE(IsLegalAt(game, 2, 1));
}

TEST(CleanupKo, AConnectedStoneStaysMarkedButIsNoLongerAKo) {
  Game game = Cleanup();
  PlayAll(game, "B(2,1) W(4,0) B(1,1)");
  EXPECT_EQ(BlockedKos(game), "(2,1)");
  EXPECT_FALSE(IsLegalAt(game, 2, 1));
  // Records may have it all the same.
  EXPECT_TRUE(game.IsPlayable(game.board().At(2, 1), kWhite));
}

TEST(CleanupKo, CapturedStonesAreNoLongerBlocked) {
  Game game(BoardFrom({".XO..", "XO.O.", ".XO..", "OO..."}), kBlack, kJapanese,
            {.encore_phase = 1});
  PlayAll(game, "B(2,1) W(4,3) B(1,1) W(0,2) B(4,0)");
  EXPECT_EQ(BlockedKos(game), "(2,1)");
  PlayAll(game, "W(0,0)");
  EXPECT_EQ(game.board().color(game.board().At(2, 1)), Color::kEmpty);
  EXPECT_EQ(BlockedKos(game), "");
}

TEST(CleanupKo, CapturesOfSeveralStonesAreNoKos) {
  Game game(BoardFrom({"..X..", ".XOX.", "XO.OX", ".XOX.", "..X.."}), kBlack, kJapanese,
            {.encore_phase = 1});
  PlayAll(game, "B(2,2)");
  EXPECT_EQ(BlockedKos(game), "");
}

TEST(CleanupKo, TheNextPhaseForgetsKos) {
  Game game = Cleanup();
  PlayAll(game, "B(2,1) W pass B pass");
  EXPECT_EQ(game.encore_phase(), 2);
  EXPECT_EQ(BlockedKos(game), "");
  EXPECT_EQ(SuperkoBans(game), "");
  EXPECT_EQ(RowsOf(game.board(), game.second_encore_start()), RowsOf(game.board()));
  // Black took the left ko from this board, but in the phase before.
  PlayAll(game, "W(1,1)");
  EXPECT_EQ(RowsOf(game.board()), kTwoKos);
  EXPECT_EQ(SuperkoBans(game), "");
}

// Whatever the rule for kos in the main phase.
TEST(CleanupKo, TheThirdTimeInOnePositionThereIsNoResult) {
  for (const KoRule ko : {KoRule::kSimple, KoRule::kPositional, KoRule::kSituational}) {
    for (const int phase : {1, 2}) {
      Rules rules = kJapanese;
      rules.ko = ko;
      Game game(BoardFrom(kTwoKos), kBlack, rules, {.encore_phase = phase});
      // Each takes the ko after lifting the block.
      for (int round = 0; round < 2; ++round) PlayAll(game, "B(2,1) W(1,1) W(1,1) B(2,1)");
      EXPECT_FALSE(game.finished());
      PlayAll(game, "B(2,1)");
      EXPECT_TRUE(game.finished());
    }
  }
}

TEST(CleanupKo, APhaseCountsThePositionThatItBeginsWith) {
  for (const KoRule ko : {KoRule::kSimple, KoRule::kPositional, KoRule::kSituational}) {
    Rules rules = kJapanese;
    rules.ko = ko;
    Game game(BoardFrom(kTwoKos), kBlack, rules);
    PlayAll(game, "B pass W pass");
    ASSERT_EQ(game.encore_phase(), 1);
    PlayAll(game, "W(7,1) B(6,1) B(6,1) W(7,1)");
    EXPECT_FALSE(game.finished());
    PlayAll(game, "W(7,1) B(6,1) B(6,1) W(7,1)");
    EXPECT_TRUE(game.finished());
  }
}

}  // namespace
}  // namespace tidemark::reference
