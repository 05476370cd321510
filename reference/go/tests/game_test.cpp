#include "reference/go/game.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "reference/go/tests/board_text.h"
#include "reference/go/tests/game_text.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::kBlack;
using testing::kJapanese;
using testing::kTwoKos;
using testing::kWhite;
using testing::LegalPoints;
using testing::MovesFrom;
using testing::PlayAll;
using testing::PointText;
using testing::Rows;
using testing::RowsOf;
using ::testing::ThrowsMessage;

constexpr Rules kSimpleArea = {.ko = KoRule::kSimple, .multi_stone_suicide = false};
constexpr Rules kSpight = {.ko = KoRule::kSpight};

TEST(Game, BeginsWhereItIsTold) {
  const Board board = BoardFrom({"X.", "OX"});
  const Game game(board, kWhite, kSimpleArea);
  EXPECT_THAT(RowsOf(game.board()), ElementsAre("X.", "OX"));
  EXPECT_EQ(game.next(), kWhite);
  EXPECT_EQ(game.rules(), kSimpleArea);
  EXPECT_TRUE(game.moves().empty());
  EXPECT_EQ(game.shown_moves(), 0);
  EXPECT_EQ(game.encore_phase(), 0);
  EXPECT_FALSE(game.finished());
  EXPECT_FALSE(game.past_end());
  EXPECT_FALSE(game.button());
  EXPECT_TRUE(game.ko_blocked().none());
  EXPECT_EQ(game.second_encore_start(), PointColors());
  EXPECT_FALSE(game.PassEndsPhase(kWhite));
}

TEST(Game, RefusesPhasesThatTheRulesDoNotHave) {
  const Board board(5, 5);
  for (const int phase : {-1, 3}) {
    const auto make = [&] { Game(board, kBlack, kJapanese, {.encore_phase = phase}); };
    EXPECT_THAT(make, ThrowsMessage<UsageError>(HasSubstr(std::to_string(phase))));
  }
  EXPECT_THAT([&] { Game(board, kBlack, {}, {.encore_phase = 1}); },
              ThrowsMessage<UsageError>(HasSubstr("territory scoring")));
  EXPECT_EQ(Game(board, kBlack, kJapanese, {.encore_phase = 2}).encore_phase(), 2);
}

TEST(Game, KeepsMovesAndTheLastBoards) {
  Game game(BoardFrom(kTwoKos), kBlack, kSimpleArea);
  EXPECT_EQ(RowsOf(game.BoardBefore(2)), kTwoKos);
  PlayAll(game, "B(2,1) W(7,1) B pass");
  EXPECT_EQ(game.moves(), MovesFrom(game.board(), "B(2,1) W(7,1) B pass"));
  EXPECT_EQ(game.shown_moves(), 3);
  EXPECT_EQ(game.next(), kWhite);
  // Older boards have their own kos.
  EXPECT_EQ(PointText(game.board(), game.board().ko()), "none");
  EXPECT_EQ(PointText(game.board(), game.BoardBefore(1).ko()), "(6,1)");
  EXPECT_EQ(PointText(game.board(), game.BoardBefore(2).ko()), "(1,1)");
  EXPECT_THAT(RowsOf(game.BoardBefore(2)), ElementsAre(".XO...OX.", "X.XO.OX.X", ".XO...OX."));
}

TEST(Game, IsLenientWithWhatIsPlayed) {
  Game game(BoardFrom(kTwoKos), kBlack, {});
  // Twice in a row, and a ko taken back at once.
  PlayAll(game, "W(4,1) W(4,0) B(2,1) W(1,1)");
  EXPECT_EQ(game.next(), kBlack);
  EXPECT_FALSE(game.IsPlayable(game.board().At(1, 1), kBlack));
  EXPECT_TRUE(game.IsPlayable(kPass, kWhite));
  const Game corner(BoardFrom({".X.", "X..", "..."}), kWhite, {});
  EXPECT_FALSE(corner.IsPlayable(corner.board().At(0, 0), kWhite));
  EXPECT_TRUE(corner.IsPlayable(corner.board().At(0, 0), kBlack));
}

TEST(Game, SuicideOfSeveralStonesIsPlayableUnderAllRulesButLegalUnderSome) {
  const Board board = BoardFrom({"O.X.", "OX..", "X..."});
  const Game forbidden(board, kWhite, kSimpleArea);
  EXPECT_FALSE(forbidden.IsLegal(board.At(1, 0)));
  EXPECT_TRUE(forbidden.IsPlayable(board.At(1, 0), kWhite));
  EXPECT_TRUE(Game(board, kWhite, {}).IsLegal(board.At(1, 0)));
}

TEST(Game, APassIsAlwaysLegal) {
  Game game(Board(2, 2), kBlack, {});
  EXPECT_EQ(LegalPoints(game), "(0,0)(1,0)(0,1)(1,1)");
  EXPECT_TRUE(game.IsLegal(kPass));
  PlayAll(game, "B pass W pass");
  EXPECT_TRUE(game.IsLegal(kPass));
  EXPECT_FALSE(game.IsLegal(kNoLocation));
}

TEST(GameEnd, TwoPassesEndAGameUnderAreaScoring) {
  Game game(Board(5, 5), kBlack, {});
  PlayAll(game, "B(2,2) W pass");
  EXPECT_FALSE(game.finished());
  EXPECT_TRUE(game.PassEndsPhase(kBlack));
  EXPECT_TRUE(game.PassEndsGame(kBlack));
  PlayAll(game, "B pass");
  EXPECT_TRUE(game.finished());
  EXPECT_EQ(game.shown_moves(), 3);
}

TEST(GameEnd, AMoveBetweenPassesStartsOver) {
  Game game(Board(5, 5), kBlack, {});
  PlayAll(game, "B pass W(1,1) B pass");
  EXPECT_FALSE(game.finished());
  EXPECT_TRUE(game.PassEndsPhase(kWhite));
  PlayAll(game, "W(2,2)");
  EXPECT_FALSE(game.PassEndsPhase(kBlack));
}

TEST(GameEnd, GoingOnForgetsAllButTheLastMove) {
  Game game(Board(5, 5), kBlack, {});
  PlayAll(game, "B(4,0) W(4,1) B pass W pass");
  ASSERT_TRUE(game.finished());
  PlayAll(game, "B(4,3)");
  EXPECT_FALSE(game.finished());
  EXPECT_EQ(game.shown_moves(), 2);
  EXPECT_EQ(game.moves().size(), 5U);
  PlayAll(game, "W(0,0)");
  EXPECT_EQ(game.shown_moves(), 3);
}

TEST(GameEnd, FriendlyPassesAreOnesThatWouldEndTheGame) {
  Game game(Board(5, 5), kBlack, {.ko = KoRule::kPositional, .friendly_pass_ok = true});
  EXPECT_FALSE(game.IsFriendlyPass(kBlack));
  PlayAll(game, "B(2,2) W pass");
  EXPECT_TRUE(game.IsFriendlyPass(kBlack));
  PlayAll(game, "B pass");
  // The third pass in a row is meant so.
  EXPECT_FALSE(game.IsFriendlyPass(kWhite));

  Game other(Board(5, 5), kBlack, kSimpleArea);
  PlayAll(other, "B pass");
  EXPECT_FALSE(other.IsFriendlyPass(kWhite));
  Rules territory = kJapanese;
  territory.friendly_pass_ok = true;
  Game counted(Board(5, 5), kBlack, territory);
  PlayAll(counted, "B pass");
  EXPECT_FALSE(counted.IsFriendlyPass(kWhite));
}

TEST(GameEnd, TheFirstPassTakesTheButton) {
  Rules rules;
  rules.button = true;
  Game game(Board(5, 5), kBlack, rules);
  EXPECT_TRUE(game.button());
  PlayAll(game, "B(2,2) W pass");
  EXPECT_FALSE(game.button());
  EXPECT_FALSE(game.PassEndsPhase(kBlack));
  PlayAll(game, "B pass");
  EXPECT_FALSE(game.finished());
  PlayAll(game, "W pass");
  EXPECT_TRUE(game.finished());
}

TEST(GameEnd, UnderSpightsRulePassesEndByRepetition) {
  Rules rules = kSpight;
  rules.friendly_pass_ok = true;
  Game game(Board(5, 5), kBlack, rules);
  PlayAll(game, "B pass W pass");
  EXPECT_FALSE(game.finished());
  EXPECT_TRUE(game.PassEndsPhase(kBlack));
  EXPECT_FALSE(game.IsFriendlyPass(kBlack));
  Game other = game;
  PlayAll(game, "B pass");
  EXPECT_TRUE(game.finished());
  // Elsewhere nobody passed yet.
  PlayAll(other, "B(0,0) W pass");
  EXPECT_FALSE(other.PassEndsPhase(kBlack));
  PlayAll(other, "B pass");
  EXPECT_FALSE(other.finished());
}

TEST(GameEnd, UnderSimpleKoPassingAgainInOnePositionEndsTheGame) {
  const auto passes_end = [](const Rules& rules) {
    Game game(BoardFrom(kTwoKos), kBlack, rules);
    PlayAll(game, "B pass W(7,1) B(6,1)");
    const bool expected = game.PassEndsPhase(kBlack);
    PlayAll(game, "B pass");
    EXPECT_EQ(game.finished(), expected);
    return expected;
  };
  EXPECT_TRUE(passes_end(kSimpleArea));
  EXPECT_TRUE(passes_end(kSpight));
  EXPECT_FALSE(passes_end({.ko = KoRule::kPositional}));
  EXPECT_FALSE(passes_end({.ko = KoRule::kSituational}));
}

TEST(GameEnd, TheThirdTimeInOnePositionThereIsNoResult) {
  for (const KoRule ko : {KoRule::kSimple, KoRule::kPositional, KoRule::kSituational}) {
    Game game(BoardFrom(kTwoKos), kBlack, {.ko = ko});
    PlayAll(game, "B(2,1) W(1,1) B(2,1)");
    EXPECT_FALSE(game.finished());
    PlayAll(game, "W(1,1)");
    EXPECT_EQ(game.finished(), ko == KoRule::kSimple);
  }
  // A pass starts the count anew.
  Game passed(BoardFrom(kTwoKos), kBlack, kSimpleArea);
  PlayAll(passed, "B(2,1) W(1,1) B pass W pass B(2,1) W(1,1)");
  EXPECT_FALSE(passed.finished());
}

}  // namespace
}  // namespace tidemark::reference
