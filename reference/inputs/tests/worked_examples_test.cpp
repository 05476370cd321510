// Positions whose inputs KataGo itself computed.

#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/go/game.h"
#include "reference/go/tests/board_text.h"
#include "reference/go/tests/game_text.h"
#include "reference/inputs/tests/feature_text.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using testing::Encode;
using testing::Features;
using testing::kBlack;
using testing::kTwoKos;
using testing::kWhite;
using testing::LegalPoints;
using testing::PlayAll;
using testing::Rows;
using Globals = std::map<size_t, float>;

constexpr Rules kJapanese = {.ko = KoRule::kSimple,
                             .scoring = ScoringRule::kTerritory,
                             .tax = TaxRule::kSeki,
                             .multi_stone_suicide = false,
                             .komi = 6.5F};

// A capture in a corner of a larger buffer.
class CaptureExample : public ::testing::Test {
 protected:
  Features Encoded() const { return Encode(game_, {.height = 7, .width = 7}); }

  Game game_ = Game(BoardFrom({".....", ".XO..", "XO...", ".X...", "....."}), kBlack, {});
};

TEST_F(CaptureExample, AtTheStart) {
  const Features start = Encoded();
  EXPECT_EQ(start.Globals(), (Globals{{5, -0.375F}, {6, 1}, {7, 0.5F}, {8, 1}, {18, -0.5F}}));
  EXPECT_EQ(start.Channel(0),
            "(0,0)(1,0)(2,0)(3,0)(4,0)(0,1)(1,1)(2,1)(3,1)(4,1)(0,2)(1,2)(2,2)(3,2)(4,2)"
            "(0,3)(1,3)(2,3)(3,3)(4,3)(0,4)(1,4)(2,4)(3,4)(4,4)");
  EXPECT_EQ(start.Channel(1), "(1,1)(0,2)(1,3)");
  EXPECT_EQ(start.Channel(2), "(2,1)(1,2)");
  EXPECT_EQ(start.Channel(3), "(1,2)");
  EXPECT_EQ(start.Channel(4), "(1,1)(0,2)");
  EXPECT_EQ(start.Channel(5), "(2,1)(1,3)");
  for (const size_t empty : {6U, 7U, 8U, 9U, 10U, 11U, 12U, 13U, 14U, 15U, 16U, 17U, 20U, 21U}) {
    EXPECT_EQ(start.Channel(empty), "") << empty;
  }
  EXPECT_EQ(start.Channel(18), "(1,1)(0,2)(1,3)");
  EXPECT_EQ(start.Channel(19), "(2,1)(1,2)");
}

TEST_F(CaptureExample, AfterTheCapture) {
  PlayAll(game_, "B(2,2)");
  const Features white = Encoded();
  EXPECT_EQ(white.Globals(), (Globals{{5, 0.375F}, {6, 1}, {7, 0.5F}, {8, 1}, {18, 0.5F}}));
  EXPECT_EQ(white.Channel(1), "(2,1)");
  EXPECT_EQ(white.Channel(2), "(1,1)(0,2)(2,2)(1,3)");
  EXPECT_EQ(white.Channel(3), "");
  EXPECT_EQ(white.Channel(4), "(2,1)");
  EXPECT_EQ(white.Channel(5), "(1,1)(0,2)(2,2)");
  EXPECT_EQ(white.Channel(6), "");
  EXPECT_EQ(white.Channel(9), "(2,2)");
  EXPECT_EQ(white.Channel(10), "");
  EXPECT_EQ(white.Channel(14), "(2,1)");
  EXPECT_EQ(white.Channel(15), "");
  EXPECT_EQ(white.Channel(16), "");
  EXPECT_EQ(white.Channel(17), "");
  EXPECT_EQ(white.Channel(18), "(2,1)");
  EXPECT_EQ(white.Channel(19), "(1,1)(0,2)(1,2)(2,2)(1,3)");
}

TEST_F(CaptureExample, AfterWhitesAnswer) {
  PlayAll(game_, "B(2,2) W(3,3)");
  const Features black = Encoded();
  EXPECT_EQ(black.Channel(9), "(3,3)");
  EXPECT_EQ(black.Channel(10), "(2,2)");
  EXPECT_EQ(black.Channel(11), "");
  EXPECT_EQ(black.Channel(14), "(2,1)");
  EXPECT_EQ(black.Channel(15), "(2,1)");
  EXPECT_EQ(black.Channel(16), "");
  EXPECT_EQ(black.Channel(17), "(3,1)");
}

// Channels 14 to 17 of a board on which nothing was played.
void ExpectLadders(const Rows& rows, Color next, const std::string& caught,
                   const std::string& catches) {
  const Features features = Encode(Game(BoardFrom(rows), next, {}));
  for (const size_t channel : {14U, 15U, 16U})
    EXPECT_EQ(features.Channel(channel), caught) << channel;
  EXPECT_EQ(features.Channel(17), catches);
}

TEST(LadderExample, BothAttacksWork) {
  Rows rows(9, ".........");
  rows[1] = "..XX.....";
  rows[2] = ".XO......";
  rows[3] = ".X.......";
  ExpectLadders(rows, kBlack, "(2,2)", "(3,2)(2,3)");
  ExpectLadders(rows, kWhite, "(2,2)", "");
  Rows breaker = rows;
  breaker[6][6] = 'O';
  ExpectLadders(breaker, kBlack, "", "");
  rows[3] = ".........";
  ExpectLadders(rows, kBlack, "(2,2)", "(2,3)");
}

TEST(LadderExample, IsPlayedOut) {
  Rows rows(9, ".........");
  rows[1] = "..XX.....";
  rows[2] = ".XO......";
  rows[3] = ".X.......";
  Game game(BoardFrom(rows), kBlack, {});
  PlayAll(game, "B(3,2)");
  const Features atari = Encode(game);
  EXPECT_EQ(atari.Channel(3), "(2,2)");
  EXPECT_EQ(atari.Channel(9), "(3,2)");
  for (const size_t channel : {14U, 15U, 16U})
    EXPECT_EQ(atari.Channel(channel), "(2,2)") << channel;
  EXPECT_EQ(atari.Channel(17), "");

  PlayAll(game, "W(2,3)");
  const Features extended = Encode(game);
  EXPECT_EQ(extended.Channel(9), "(2,3)");
  EXPECT_EQ(extended.Channel(10), "(3,2)");
  EXPECT_EQ(extended.Channel(14), "(2,2)(2,3)");
  EXPECT_EQ(extended.Channel(15), "(2,2)");
  EXPECT_EQ(extended.Channel(16), "(2,2)");
  EXPECT_EQ(extended.Channel(17), "(2,4)");
}

void ExpectKosUnder(KoRule ko, const std::string& last) {
  SCOPED_TRACE(static_cast<int>(ko));
  Game game(BoardFrom(kTwoKos), kBlack, {.ko = ko, .multi_stone_suicide = false});
  PlayAll(game, "B(2,1)");
  EXPECT_EQ(Encode(game).Channel(6), "(1,1)");
  EXPECT_FALSE(game.IsLegal(game.board().At(1, 1)));
  PlayAll(game, "W(7,1)");
  EXPECT_EQ(Encode(game).Channel(6), "(6,1)");
  PlayAll(game, "B pass");
  const Features passed = Encode(game);
  EXPECT_EQ(passed.Channel(6), "");
  EXPECT_EQ(passed.global[0], 1);
  EXPECT_EQ(passed.global[14], 1);
  EXPECT_EQ(passed.Channel(9), "");
  EXPECT_EQ(passed.Channel(10), "(7,1)");
  EXPECT_EQ(passed.Channel(11), "(2,1)");
  PlayAll(game, "W(1,1)");
  const Features taken = Encode(game);
  EXPECT_EQ(taken.global[0], 0);
  EXPECT_EQ(taken.global[1], 1);
  EXPECT_EQ(taken.Channel(9), "(1,1)");
  EXPECT_EQ(taken.Channel(10), "");
  EXPECT_EQ(taken.Channel(11), "(7,1)");
  EXPECT_EQ(taken.Channel(12), "(2,1)");
  EXPECT_EQ(taken.Channel(6), last);
}

TEST(KoExample, BansFollowTheRules) {
  ExpectKosUnder(KoRule::kPositional, "(2,1)(6,1)");
  ExpectKosUnder(KoRule::kSituational, "(2,1)");
  ExpectKosUnder(KoRule::kSimple, "(2,1)");
}

TEST(KoExample, CleanupBlocksTheStoneThatTook) {
  Game game(BoardFrom(kTwoKos), kBlack, kJapanese, {.encore_phase = 1});
  PlayAll(game, "B(2,1)");
  const Features blocked = Encode(game);
  EXPECT_EQ(blocked.Channel(6), "");
  EXPECT_EQ(blocked.Channel(7), "(2,1)");
  EXPECT_NE(LegalPoints(game).find("(1,1)(2,1)"), std::string::npos);

  PlayAll(game, "W(1,1)");
  const Features lifted = Encode(game);
  EXPECT_EQ(lifted.Channel(7), "");
  EXPECT_EQ(lifted.Channel(9), "(1,1)");
  EXPECT_EQ(lifted.Channel(1), blocked.Channel(2));

  PlayAll(game, "B pass W(1,1)");
  const Features taken = Encode(game);
  EXPECT_EQ(taken.Channel(7), "(1,1)");
  EXPECT_EQ(taken.Channel(6), "(2,1)");
}

TEST(PassAliveExample, TheSuicideFlagDecides) {
  const Board board = BoardFrom({"O.X.X", ".XXXX", "XX...", "....."});
  const std::string all =
      "(0,0)(1,0)(2,0)(3,0)(4,0)(0,1)(1,1)(2,1)(3,1)(4,1)(0,2)(1,2)(2,2)(3,2)(4,2)"
      "(0,3)(1,3)(2,3)(3,3)(4,3)";
  const std::string without_corner =
      "(2,0)(3,0)(4,0)(1,1)(2,1)(3,1)(4,1)(0,2)(1,2)(2,2)(3,2)(4,2)(0,3)(1,3)(2,3)(3,3)(4,3)";
  const Features forbidden = Encode(Game(board, kBlack, {.multi_stone_suicide = false}));
  EXPECT_EQ(forbidden.Channel(18), all);
  EXPECT_EQ(forbidden.Channel(19), "");
  const Features allowed = Encode(Game(board, kBlack, {}));
  EXPECT_EQ(allowed.Channel(18), without_corner);
  EXPECT_EQ(allowed.Channel(19), "(0,0)");
  for (const Features& features : {forbidden, allowed}) {
    EXPECT_EQ(features.Channel(4), "(0,0)");
    for (const size_t channel : {14U, 15U, 16U}) EXPECT_EQ(features.Channel(channel), "(0,0)");
    EXPECT_EQ(features.Channel(17), "(1,0)(0,1)");
  }
  // A network may ask for it whatever the rules say, which it is told unchanged.
  const Features asked =
      Encode(Game(board, kBlack, {.multi_stone_suicide = false}), {.pass_alive_suicide = true});
  EXPECT_EQ(asked.Channel(18), without_corner);
  EXPECT_EQ(asked.global[8], 0);
}

}  // namespace
}  // namespace tidemark::reference
