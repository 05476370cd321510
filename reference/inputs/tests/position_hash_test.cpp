#include "reference/inputs/position_hash.h"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "reference/go/tests/board_text.h"
#include "reference/go/tests/game_text.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using testing::kBlack;
using testing::kJapanese;
using testing::kTwoKos;
using testing::kWhite;
using testing::PlayAll;
using testing::Rows;

// Those of KataGo's backend-error test.
constexpr Rules kErrorTestRules = {.ko = KoRule::kSituational};

std::string Hash(const Game& game) { return ToHex(EvaluationHash(game)); }

Game Empty(int size, const Rules& rules = kErrorTestRules) {
  return Game(Board(size, size), kBlack, rules);
}

TEST(PositionHash, IsKataGosOnEmptyBoards) {
  EXPECT_EQ(Hash(Empty(9)), "2F065641E4A411AE134000B94297BD7E");
  EXPECT_EQ(Hash(Empty(13)), "DD76E0E1AE531AC507D9E4E3057A4475");
  EXPECT_EQ(Hash(Empty(19)), "7DC6BAC4DFBBB3A29CCC2CD049BA41A6");
  EXPECT_EQ(ErrorTestSymmetry(Empty(9)).number(), 6);
  EXPECT_EQ(ErrorTestSymmetry(Empty(13)).number(), 5);
  EXPECT_EQ(ErrorTestSymmetry(Empty(19)).number(), 6);
}

TEST(PositionHash, OfASituationIsTheSameUntilAPassMatters) {
  Game game = Empty(9);
  EXPECT_EQ(Hash(game), ToHex(SituationHash(game)));
  PlayAll(game, "B(2,2) W(6,6)");
  EXPECT_EQ(Hash(game), ToHex(SituationHash(game)));
  EXPECT_EQ(ErrorTestSymmetry(game).number(), static_cast<int>(EvaluationHash(game).low & 7));
  PlayAll(game, "B pass");
  EXPECT_NE(Hash(game), ToHex(SituationHash(game)));
  // The bits of the symmetry change by 6.
  EXPECT_EQ(ErrorTestSymmetry(game).number(), static_cast<int>((EvaluationHash(game).low ^ 6) & 7));
}

// The constants that stand for what a game adds to its situation.
TEST(PositionHash, MarksPassesAndTheEnd) {
  const Hash128 pass = {.low = 0x853E097C279EBF4E, .high = 0xE3153DEF9E14A62C};
  const Hash128 friendly = {.low = 0xe750505a66f7c5c2, .high = 0x7a83139bf632d6c4};
  const Hash128 ended = {.low = 0xb6f9e465597a77ee, .high = 0xf1d583d960a4ce7f};
  const auto marks = [](const Game& game) { return EvaluationHash(game) ^ SituationHash(game); };
  Game game = Empty(5);
  EXPECT_EQ(marks(game), Hash128());
  PlayAll(game, "B pass");
  EXPECT_EQ(marks(game), pass);
  PlayAll(game, "W pass");
  ASSERT_TRUE(game.finished());
  EXPECT_EQ(marks(game), pass ^ ended);

  Game chinese = Empty(5, {.ko = KoRule::kSituational, .friendly_pass_ok = true});
  PlayAll(chinese, "B pass");
  EXPECT_EQ(marks(chinese), pass ^ friendly);
  PlayAll(chinese, "W pass");
  EXPECT_EQ(marks(chinese), pass ^ ended);

  Game territory(Board(5, 5), kBlack, kJapanese, {.prevent_encore = true});
  PlayAll(territory, "B pass W pass");
  ASSERT_TRUE(territory.past_end());
  EXPECT_EQ(marks(territory), pass ^ ended);
}

// And those for the rules, as differences from Tromp-Taylor's.
TEST(PositionHash, MarksTheRules) {
  const Hash128 positional = {.low = 0xcc18f5d47188554a, .high = 0x3a63152c23e4128d};
  const Hash128 area = {.low = 0xf9d01b9ea312b173, .high = 0x10ef224864dedbd3};
  const Hash128 untaxed = {.low = 0x72eeccc72c82a5e7, .high = 0x0d1265e413623e2b};
  const auto marks = [](const Rules& rules, bool pass_alive_suicide = false) {
    return SituationHash(Empty(5, rules), pass_alive_suicide) ^ SituationHash(Empty(5, {}));
  };
  EXPECT_EQ(marks({.ko = KoRule::kSimple}) ^ positional,
            (Hash128{.low = 0x3cc7e0bf846820f6, .high = 0x1fb7fbde5fc6ba4e}));
  EXPECT_EQ(marks({.ko = KoRule::kSituational}) ^ positional,
            (Hash128{.low = 0x3bc55e42b23b35bf, .high = 0xc75fa1e615621dcd}));
  EXPECT_EQ(marks({.ko = KoRule::kSpight}) ^ positional,
            (Hash128{.low = 0x5b2096e48241d21b, .high = 0x23cc18d4e85cd67f}));
  EXPECT_EQ(marks({.scoring = ScoringRule::kTerritory}) ^ area,
            (Hash128{.low = 0x2a48bb94916e8b57, .high = 0x05a23375d4bbe12f}));
  EXPECT_EQ(marks({.tax = TaxRule::kSeki}) ^ untaxed,
            (Hash128{.low = 0x125bfe48a41042d5, .high = 0x061866b5f2b98a79}));
  EXPECT_EQ(marks({.tax = TaxRule::kAll}) ^ untaxed,
            (Hash128{.low = 0xa384ece9d8ee713c, .high = 0xfdc9f3b5d1f3732b}));
  const Hash128 suicide = {.low = 0xf9b475b3bbf35e37, .high = 0xefa19d8b1e5b3e5a};
  EXPECT_EQ(marks({.multi_stone_suicide = false}), suicide);
  EXPECT_EQ(marks({.multi_stone_suicide = false}, true) ^ suicide,
            (Hash128{.low = 0x3094018861134017, .high = 0x706330a293e266aa}));
  EXPECT_EQ(marks({.button = true}),
            (Hash128{.low = 0xb8b914c9234ece84, .high = 0x3d759cddebe29c14}));
  EXPECT_EQ(marks({.friendly_pass_ok = true}),
            (Hash128{.low = 0x0113655998ef0a25, .high = 0x99c9d04ecd964874}));
  // Handicap has none.
  EXPECT_EQ(marks({.white_handicap_bonus = WhiteHandicapBonus::kN}), Hash128());
}

// Every one of these is another position.
TEST(PositionHash, TellsPositionsApart) {
  std::vector<std::string> hashes;
  const auto add = [&](const Game& game) { hashes.push_back(Hash(game)); };
  add(Empty(5));
  add(Empty(6));
  add(Game(Board(5, 6), kBlack, kErrorTestRules));
  add(Game(Board(6, 5), kBlack, kErrorTestRules));
  add(Game(Board(5, 5), kWhite, kErrorTestRules));
  add(Game(BoardFrom({"X....", ".....", ".....", ".....", "....."}), kBlack, kErrorTestRules));
  add(Game(BoardFrom({"O....", ".....", ".....", ".....", "....."}), kBlack, kErrorTestRules));
  for (const KoRule ko : {KoRule::kSimple, KoRule::kPositional, KoRule::kSpight}) {
    add(Empty(5, {.ko = ko}));
  }
  for (const TaxRule tax : {TaxRule::kSeki, TaxRule::kAll}) {
    add(Empty(5, {.ko = KoRule::kSituational, .tax = tax}));
  }
  add(Empty(5, {.ko = KoRule::kSituational, .multi_stone_suicide = false}));
  hashes.push_back(
      ToHex(EvaluationHash(Empty(5, {.ko = KoRule::kSituational, .multi_stone_suicide = false}),
                           /*pass_alive_suicide=*/true)));
  add(Empty(5, {.ko = KoRule::kSituational, .button = true}));
  add(Empty(5, {.ko = KoRule::kSituational, .friendly_pass_ok = true}));
  add(Empty(5, {.ko = KoRule::kSituational, .komi = 6.5F}));
  add(Empty(5, {.ko = KoRule::kSituational, .komi = -7.5F}));
  add(Empty(5, {.ko = KoRule::kSituational, .scoring = ScoringRule::kTerritory}));
  Game passed = Empty(5);
  PlayAll(passed, "B pass W(0,0) B pass");
  add(passed);
  PlayAll(passed, "W pass");
  add(passed);
  for (const int phase : {0, 1, 2}) {
    add(Game(Board(5, 5), kBlack, kJapanese, {.encore_phase = phase}));
  }
  EXPECT_EQ(std::set<std::string>(hashes.begin(), hashes.end()).size(), hashes.size());
}

TEST(PositionHash, IsOfTheKomiThatThePlayerSees) {
  // To within a 256th of a point.
  const auto hash = [](float komi, double draw) {
    return ToHex(EvaluationHash(Empty(5, {.ko = KoRule::kSituational, .komi = komi}), false, draw));
  };
  EXPECT_NE(hash(7, 0.5), hash(7, 0.75));
  EXPECT_EQ(hash(7, 0.5), hash(7, 0.501));
  EXPECT_EQ(hash(7, 0.0), hash(6.5F, 0.5));
  EXPECT_EQ(hash(7.5F, 0.5), hash(7.5F, 0.75));
}

TEST(PositionHash, HasNoPartInTheFlagThatChangesNothing) {
  EXPECT_EQ(Hash(Empty(5)), ToHex(EvaluationHash(Empty(5), /*pass_alive_suicide=*/true)));
}

// The same stones with the same player to move.
TEST(PositionHash, KnowsWhatIsForbidden) {
  const auto hash = [](KoRule ko, std::string_view moves) {
    Game game(BoardFrom(kTwoKos), kBlack, {.ko = ko});
    PlayAll(game, moves);
    // Without what the rule adds by itself.
    return SituationHash(game) ^ SituationHash(Game(game.board(), game.next(), {.ko = ko}));
  };
  const Zobrist& tables = ZobristTables();
  const Board board(9, 3);
  const auto location = [&](int x, int y) {
    return tables.ko_location[static_cast<size_t>(board.At(x, y))];
  };
  // A game that begins with the board knows its simple ko already.
  EXPECT_EQ(hash(KoRule::kSimple, "B(2,1)"), Hash128());
  EXPECT_EQ(hash(KoRule::kPositional, "B(2,1) W(7,1) B pass W(1,1)"), location(6, 1));
  EXPECT_EQ(hash(KoRule::kSituational, "B(2,1) W(7,1) B pass W(1,1)"), Hash128());

  Game ko(BoardFrom(kTwoKos), kBlack, {});
  PlayAll(ko, "B(2,1)");
  Board cleared = ko.board();
  cleared.ClearKo();
  EXPECT_EQ(SituationHash(ko) ^ SituationHash(Game(cleared, kWhite, {})), location(1, 1));
}

TEST(PositionHash, KnowsWhatIsBlockedInCleanup) {
  const Zobrist& tables = ZobristTables();
  Game game(BoardFrom(kTwoKos), kBlack, kJapanese, {.encore_phase = 1});
  PlayAll(game, "B(2,1)");
  const Hash128 blocked = SituationHash(game);
  Game lifted = game;
  PlayAll(lifted, "W(2,1)");
  const auto at = static_cast<size_t>(game.board().At(2, 1));
  const Hash128 mark = tables.ko_mark[at][1] ^ tables.ko_mark[at][2];
  // Black and White see the same komi from two sides: give White the move again.
  PlayAll(lifted, "B pass");
  EXPECT_EQ(blocked ^ SituationHash(lifted), mark);
}

TEST(PositionHash, KnowsTheStartOfTheSecondCleanup) {
  const Zobrist& tables = ZobristTables();
  const Board with_stone = BoardFrom({"X..", "...", "..."});
  Game late(Board(3, 3), kWhite, kJapanese, {.encore_phase = 2});
  PlayAll(late, "B(0,0)");
  // One point of komi less than for a stone that was there.
  Rules rules = kJapanese;
  rules.komi = 5.5F;
  const Game early(with_stone, kWhite, rules, {.encore_phase = 2});
  EXPECT_EQ(SituationHash(late) ^ SituationHash(early),
            tables.second_encore_start[static_cast<size_t>(with_stone.At(0, 0))][1]);
}

}  // namespace
}  // namespace tidemark::reference
