// What of the moves before a position is shown, and what is hidden.

#include "reference/inputs/history_features.h"

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/go/tests/board_text.h"
#include "reference/go/tests/game_text.h"
#include "reference/inputs/tests/feature_text.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using testing::Encode;
using testing::Features;
using testing::kBlack;
using testing::kWhite;
using testing::PlayAll;
using testing::PointText;

// The moves that are shown, the last one first, with slashes between.
std::string Shown(const Game& game, const FeatureOptions& options = {}) {
  const Features features = Encode(game, options);
  std::string text;
  for (size_t i = 0; i < 5; ++i) {
    const std::string points = features.Channel(9 + i);
    const bool pass = features.global[i] == 1;
    if (i > 0) text += "/";
    text += pass ? points + "pass" : points;
  }
  return text;
}

Game Played(std::string_view moves, const Rules& rules = {}) {
  Game game(Board(5, 5), kBlack, rules);
  PlayAll(game, moves);
  return game;
}

TEST(HistoryFeatures, ShowTheLastFiveMoves) {
  EXPECT_EQ(Shown(Played("")), "////");
  EXPECT_EQ(Shown(Played("B(0,0) W(1,0) B(2,0)")), "(2,0)/(1,0)/(0,0)//");
  EXPECT_EQ(Shown(Played("B(0,0) W(1,0) B(2,0) W(3,0) B(4,0) W(4,4)")),
            "(4,4)/(4,0)/(3,0)/(2,0)/(1,0)");
  EXPECT_EQ(Shown(Played("B(0,0) W pass B(2,0)")), "(2,0)/pass/(0,0)//");
}

TEST(HistoryFeatures, EndWhereOnePlayerMovedTwice) {
  EXPECT_EQ(Shown(Played("B(0,0) W(1,0) W(2,0) B(3,0)")), "(3,0)/(2,0)///");
  EXPECT_EQ(Shown(Played("B(0,0) B(1,0)")), "(1,0)////");
}

TEST(HistoryFeatures, ShowMovesOfStonesThatAreGone) {
  Game game(BoardFrom({".X.", "...", "..."}), kWhite, {});
  PlayAll(game, "W(0,0) B(0,1)");
  ASSERT_EQ(game.board().color(game.board().At(0, 0)), Color::kEmpty);
  EXPECT_EQ(Shown(game), "(0,1)/(0,0)///");
}

TEST(HistoryFeatures, AreCutOnDemand) {
  const Game game = Played("B(0,0) W(1,0) B(2,0) W pass");
  EXPECT_EQ(Shown(game, {.max_history = 5}), "pass/(2,0)/(1,0)/(0,0)/");
  EXPECT_EQ(Shown(game, {.max_history = 2}), "pass/(2,0)///");
  EXPECT_EQ(Shown(game, {.max_history = 0}), "////");
  // That hides the pass itself, not what it means.
  EXPECT_EQ(Encode(game, {.max_history = 0}).global[14], 1);
}

TEST(HistoryFeatures, LaddersOfOlderBoardsAreShownWithTheirMoves) {
  testing::Rows rows(9, ".........");
  rows[1] = "..XX.....";
  rows[2] = ".XO......";
  rows[3] = ".X.......";
  rows[6] = "......O..";
  Game game(BoardFrom(rows), kBlack, {});
  // Black casts a net, and White flees in vain.
  PlayAll(game, "B(3,3) W(2,3)");
  const auto ladders = [&](int max_history) {
    const Features features = Encode(game, {.max_history = max_history});
    return features.Channel(14) + "/" + features.Channel(15) + "/" + features.Channel(16);
  };
  EXPECT_EQ(ladders(5), "(2,2)(2,3)/(2,2)/");
  EXPECT_EQ(ladders(2), "(2,2)(2,3)/(2,2)/");
  EXPECT_EQ(ladders(1), "(2,2)(2,3)/(2,2)/(2,2)");
  EXPECT_EQ(ladders(0), "(2,2)(2,3)/(2,2)(2,3)/(2,2)(2,3)");
}

TEST(HistoryFeatures, ConservativePassesHideTheOneBefore) {
  const Game game = Played("B(0,0) W pass");
  EXPECT_EQ(Shown(game), "pass/(0,0)///");
  EXPECT_EQ(Encode(game).global[14], 1);
  EXPECT_EQ(Shown(game, {.conservative_pass = true}), "////");
  EXPECT_EQ(Encode(game, {.conservative_pass = true}).global[14], 0);
  // Where a pass would not end the game there is nothing to hide.
  const Game open = Played("B(0,0) W(1,0)");
  EXPECT_EQ(Shown(open, {.conservative_pass = true}), "(1,0)/(0,0)///");
  const Game territory =
      Played("B(0,0) W pass", {.ko = KoRule::kSimple, .scoring = ScoringRule::kTerritory});
  EXPECT_EQ(Shown(territory, {.conservative_pass = true}), "pass/(0,0)///");
  EXPECT_EQ(Encode(territory, {.conservative_pass = true}).global[14], 1);
}

// One black stone owns all 25 points.
TEST(HistoryFeatures, PassingHacksHideThePassFromAPlayerWhoWouldNotWin) {
  const FeatureOptions hacks = {.passing_hacks = true};
  const auto hidden = [&](std::string_view moves, const Rules& rules) {
    const Game game = Played(moves, rules);
    EXPECT_NE(Shown(game), "////");
    return Shown(game, hacks) == "////";
  };
  EXPECT_FALSE(hidden("B(2,2) W pass", {.komi = 24.5F}));
  // A draw is no win.
  EXPECT_TRUE(hidden("B(2,2) W pass", {.komi = 25}));
  EXPECT_TRUE(hidden("B(2,2) W pass", {.komi = 25.5F}));
  EXPECT_TRUE(hidden("W pass B(2,2) W(2,1) B pass", {.komi = 0}));
  EXPECT_FALSE(hidden("W pass B(2,2) W(2,1) B pass", {.komi = 0.5F}));
  // Black's one living group pays two points.
  EXPECT_FALSE(hidden("B(2,2) W pass", {.tax = TaxRule::kSeki, .komi = 24.5F}));
  EXPECT_FALSE(hidden("B(2,2) W pass", {.tax = TaxRule::kAll, .komi = 22.5F}));
  EXPECT_TRUE(hidden("B(2,2) W pass", {.tax = TaxRule::kAll, .komi = 23}));
  // Komi counts as it is, however far beyond the board.
  EXPECT_TRUE(hidden("B(2,2) W pass", {.komi = 500}));
  EXPECT_FALSE(hidden("B(2,2) W pass", {.komi = -500}));
}

TEST(HistoryFeatures, PassingHacksWatchOnlyPassesThatEndTheGame) {
  const FeatureOptions hacks = {.passing_hacks = true};
  const Game game = Played("W pass B(2,2) W(2,1)", {.komi = 500});
  EXPECT_EQ(Shown(game, hacks), "(2,1)/(2,2)/pass//");
  // Without the hacks, and with them in the cleanup, where the score is known.
  const Rules japanese = {.ko = KoRule::kSimple,
                          .scoring = ScoringRule::kTerritory,
                          .tax = TaxRule::kSeki,
                          .komi = 6.5F};
  Game cleanup(BoardFrom({".....", ".....", "..X..", ".....", "....."}), kWhite, japanese,
               {.encore_phase = 2});
  PlayAll(cleanup, "W pass");
  EXPECT_EQ(Shown(cleanup, hacks), "pass////");
  Game lost(BoardFrom({".....", ".....", "..X..", ".....", "....."}), kBlack, japanese,
            {.encore_phase = 2});
  PlayAll(lost, "B pass");
  EXPECT_EQ(Shown(lost, hacks), "////");
  EXPECT_EQ(Shown(lost), "pass////");
}

TEST(HistoryFeatures, AnEndThatPreventsCleanupShowsTheLastPass) {
  Game game(Board(5, 5), kBlack, {.ko = KoRule::kSimple, .scoring = ScoringRule::kTerritory},
            {.prevent_encore = true});
  PlayAll(game, "B(0,0) W pass B pass");
  ASSERT_TRUE(game.past_end());
  EXPECT_EQ(Shown(game), "pass////");
}

TEST(ShowHistory, TellsWhetherItHidesThePass) {
  const Game game = Played("B(0,0) W pass");
  const ShownHistory shown = ShowHistory(game, {}, /*end_is_no_win=*/true);
  EXPECT_EQ(shown.count, 2);
  EXPECT_FALSE(shown.hides_ending_pass);
  EXPECT_EQ(PointText(game.board(), shown.moves[0]), "pass");
  EXPECT_EQ(PointText(game.board(), shown.moves[1]), "(0,0)");
  const FeatureOptions hacks = {.passing_hacks = true};
  EXPECT_TRUE(ShowHistory(game, hacks, true).hides_ending_pass);
  EXPECT_EQ(ShowHistory(game, hacks, true).count, 0);
  EXPECT_FALSE(ShowHistory(game, hacks, false).hides_ending_pass);
}

}  // namespace
}  // namespace tidemark::reference
