// Positions under different ways of scoring, and after passes, whose inputs KataGo itself computed.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/go/game.h"
#include "reference/go/rules_presets.h"
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
using testing::Rows;
using testing::RowsOf;

// Dame at (4,0), (2,3) and (4,3).
const Rows kSeki = {"..OX.O.", "OOOXXOO", "XXXOOXX", ".X.O.X.", "XXXOOXX"};

// Channels 18 and 19 as one board, from Black's view.
Rows Areas(ScoringRule scoring, TaxRule tax, int phase = 0) {
  const Game game(BoardFrom(kSeki), kBlack, {.scoring = scoring, .tax = tax, .komi = 6.5F},
                  {.encore_phase = phase});
  const Features features = Encode(game);
  const std::string black = features.Channel(18);
  const std::string white = features.Channel(19);
  PointColors colors = {};
  for (int y = 0; y < game.board().height(); ++y) {
    for (int x = 0; x < game.board().width(); ++x) {
      Color& color = colors[static_cast<size_t>(game.board().At(x, y))];
      if (black.find(PointText(x, y)) != std::string::npos) color = kBlack;
      if (white.find(PointText(x, y)) != std::string::npos) color = kWhite;
    }
  }
  return RowsOf(game.board(), colors);
}

TEST(ScoringExample, AreasFollowScoringAndTax) {
  const Rows all = {"OOOX.OO", "OOOXXOO", "XXXOOXX", "XX.O.XX", "XXXOOXX"};
  const Rows without_seki = {"OOOX.O.", "OOOXXOO", "XXXOOXX", ".X.O.X.", "XXXOOXX"};
  const Rows none(5, ".......");
  EXPECT_EQ(Areas(ScoringRule::kArea, TaxRule::kNone), all);
  EXPECT_EQ(Areas(ScoringRule::kArea, TaxRule::kSeki), without_seki);
  EXPECT_EQ(Areas(ScoringRule::kArea, TaxRule::kAll), without_seki);
  EXPECT_EQ(Areas(ScoringRule::kTerritory, TaxRule::kNone, 2), all);
  EXPECT_EQ(Areas(ScoringRule::kTerritory, TaxRule::kSeki, 2), without_seki);
  EXPECT_EQ(Areas(ScoringRule::kTerritory, TaxRule::kAll, 2), without_seki);
  for (const TaxRule tax : {TaxRule::kNone, TaxRule::kSeki, TaxRule::kAll}) {
    EXPECT_EQ(Areas(ScoringRule::kTerritory, tax, 0), none);
    EXPECT_EQ(Areas(ScoringRule::kTerritory, tax, 1), none);
  }
}

TEST(ScoringExample, StonesCountTowardsKomiUnderTerritoryScoring) {
  const Features features =
      Encode(Game(BoardFrom(kSeki), kBlack,
                  {.scoring = ScoringRule::kTerritory, .tax = TaxRule::kSeki, .komi = 6.5F}));
  EXPECT_EQ(features.global[5], -0.475F);
  EXPECT_EQ(features.global[18], 0);
}

const Rows kWalls = {".XO..", ".XO..", ".XO..", ".XOX.", ".XO.."};

Game WithOnePass(const Rules& rules) {
  Game game(BoardFrom(kWalls), kBlack, rules);
  PlayAll(game, "B(4,0) W(4,1) B pass");
  return game;
}

void ExpectNoHistory(const Features& features) {
  for (size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(features.global[i], 0) << i;
    EXPECT_EQ(features.Channel(9 + i), "") << i;
  }
}

TEST(PassExample, APassIsShownAndEndsThePhase) {
  const Features features =
      Encode(WithOnePass({.ko = KoRule::kSimple, .multi_stone_suicide = false}));
  EXPECT_EQ(features.global[0], 1);
  EXPECT_EQ(features.global[14], 1);
  EXPECT_EQ(features.Channel(9), "");
  EXPECT_EQ(features.Channel(10), "(4,1)");
  EXPECT_EQ(features.Channel(11), "(4,0)");
}

TEST(PassExample, FriendlyRulesHideItWithAllThatWentBefore) {
  for (const char* name : {"chinese", "aga", "nz", "ing", "ancient-area"}) {
    SCOPED_TRACE(name);
    const Features features = Encode(WithOnePass(*FindPreset(name)));
    ExpectNoHistory(features);
    EXPECT_EQ(features.global[14], 0);
    EXPECT_EQ(features.Channel(15), features.Channel(14));
    EXPECT_EQ(features.Channel(16), features.Channel(14));
  }
}

TEST(PassExample, AfterTheEndOnlyTheLastMoveIsShown) {
  Game game = WithOnePass({});
  PlayAll(game, "W pass");
  const Features ended = Encode(game);
  EXPECT_EQ(ended.global[0], 1);
  for (size_t i = 1; i < 5; ++i) EXPECT_EQ(ended.global[i], 0) << i;
  for (size_t channel = 9; channel <= 13; ++channel) EXPECT_EQ(ended.Channel(channel), "");
  EXPECT_EQ(ended.global[14], 1);

  PlayAll(game, "B(4,3)");
  const Features further = Encode(game);
  EXPECT_EQ(further.Channel(9), "(4,3)");
  EXPECT_EQ(further.global[0], 0);
  EXPECT_EQ(further.global[1], 1);
  for (size_t i = 2; i < 5; ++i) EXPECT_EQ(further.global[i], 0) << i;
  for (size_t channel = 10; channel <= 13; ++channel) EXPECT_EQ(further.Channel(channel), "");
  EXPECT_EQ(further.global[14], 0);
}

TEST(PassExample, UnderTerritoryScoringPassesLeadThroughTheCleanup) {
  Game game = WithOnePass(*FindPreset("japanese"));
  const Features main = Encode(game);
  EXPECT_EQ(main.global[0], 1);
  EXPECT_EQ(main.global[14], 1);
  EXPECT_EQ(main.global[12], 0);

  PlayAll(game, "W pass");
  const Features first = Encode(game);
  EXPECT_EQ(first.global[12], 1);
  EXPECT_EQ(first.global[13], 0);
  EXPECT_EQ(first.global[14], 0);
  ExpectNoHistory(first);
  EXPECT_EQ(first.Channel(18) + first.Channel(19) + first.Channel(20) + first.Channel(21), "");

  PlayAll(game, "B pass W pass");
  const Features second = Encode(game);
  EXPECT_EQ(second.global[12], 1);
  EXPECT_EQ(second.global[13], 1);
  EXPECT_EQ(second.Channel(20), second.Channel(1));
  EXPECT_EQ(second.Channel(21), second.Channel(2));
  EXPECT_EQ(second.global[5], -0.375F);
  EXPECT_EQ(second.global[18], -0.5F);
  EXPECT_NE(second.Channel(18), "");

  PlayAll(game, "B(0,0) W(3,2)");
  const Features cleaned = Encode(game);
  EXPECT_EQ(cleaned.global[5], -0.375F);
  EXPECT_EQ(cleaned.Channel(20), second.Channel(20));
  EXPECT_EQ(cleaned.Channel(21), second.Channel(21));
  EXPECT_EQ(cleaned.Channel(18).find("(3,2)"), std::string::npos);
  EXPECT_EQ(cleaned.Channel(19).find("(3,2)"), std::string::npos);
  EXPECT_NE(cleaned.Channel(18).find("(3,3)"), std::string::npos);
}

}  // namespace
}  // namespace tidemark::reference
