#include "reference/go/error_test_walk.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "reference/go/coordinates.h"

namespace tidemark::reference {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

std::vector<WalkedPosition> Walk(const std::string& text, size_t game = 0) {
  const SgfTree tree(text, "g.sgf");
  std::vector<WalkedPosition> positions;
  EXPECT_TRUE(WalkErrorTestPositions(tree, tree.roots()[game], [&](const WalkedPosition& walked) {
    positions.push_back(walked);
    return true;
  }));
  return positions;
}

// The moves of each position's history: "B C7 W G3".
std::vector<std::string> Histories(const std::vector<WalkedPosition>& positions) {
  std::vector<std::string> histories;
  for (const WalkedPosition& position : positions) {
    EXPECT_EQ(position.record.moves, position.game.moves());
    std::string& history = histories.emplace_back();
    for (const Move& move : position.record.moves) {
      history += (history.empty() ? "" : " ") +
                 std::string(move.player == Color::kBlack ? "B " : "W ") +
                 MoveName(position.record.start, move.location);
    }
  }
  return histories;
}

TEST(ErrorTestWalk, GoesThroughEveryVariationInOrder) {
  EXPECT_THAT(Histories(Walk("(;SZ[9];B[aa](;W[bb];B[cc])(;W[ca](;B[da])(;B[ea])))")),
              ElementsAre("", "B A9", "B A9 W B8", "B A9 W B8 B C7", "B A9 W C9", "B A9 W C9 B D9",
                          "B A9 W C9 B E9"));
}

TEST(ErrorTestWalk, SetsItsOwnRules) {
  const auto positions = Walk("(;SZ[9]RU[japanese]KM[0.5]HA[2];B[aa])");
  ASSERT_THAT(positions, SizeIs(2));
  EXPECT_EQ(positions[1].game.rules(), (Rules{.ko = KoRule::kSituational}));
}

TEST(ErrorTestWalk, TellsAPositionOncePerGame) {
  // The same stones by another order of moves.
  const std::string game = "(;SZ[9](;B[aa];W[bb];B[cc];W[dd])(;B[cc];W[bb];B[aa];W[dd]))";
  EXPECT_THAT(Walk(game), SizeIs(7));
  EXPECT_THAT(Walk(game + game, 1), SizeIs(7));
}

TEST(ErrorTestWalk, SetupBeginsTheHistoryAnew) {
  const auto positions = Walk("(;SZ[9]AB[aa];B[bb];AW[cc]PL[B];B[dd];AE[aa])");
  EXPECT_THAT(Histories(positions), ElementsAre("", "B B8", "", "B D6", ""));
  EXPECT_EQ(positions[0].game.next(), Color::kBlack);
  EXPECT_EQ(positions[2].record.start.stones(Color::kWhite), 1);
  EXPECT_EQ(positions[2].game.next(), Color::kBlack);
  EXPECT_EQ(positions[4].game.board().stones(Color::kBlack), 2);
  EXPECT_EQ(positions[4].game.next(), Color::kWhite);
}

TEST(ErrorTestWalk, APlayerOutOfTurnBeginsTheHistoryAnew) {
  const auto positions = Walk("(;SZ[9];B[aa];B[bb];W[cc])");
  EXPECT_THAT(Histories(positions), ElementsAre("", "B A9", "B B8", "B B8 W C7"));
  EXPECT_EQ(positions[2].record.first_player, Color::kWhite);
  EXPECT_EQ(positions[2].record.start.stones(Color::kBlack), 1);
}

TEST(ErrorTestWalk, AMoveAgainstSuperkoBeginsTheHistoryAnew) {
  // Both take a ko, pass, and take it back: the last capture brings back the board after the first
  // move, with the same player to move.
  const auto positions =
      Walk("(;SZ[5]AB[ab][ba][bc]AW[bb][ca][db][cc]PL[B];B[cb];W[];B[];W[bb];B[];W[];B[cb];W[ee])");
  // That position itself was told after the first move.
  EXPECT_EQ(Histories(positions).back(), "B C4 W E1");
}

TEST(ErrorTestWalk, LeavesOutTheEndsOfGames) {
  EXPECT_THAT(Histories(Walk("(;SZ[9];B[aa];W[];B[];W[bb];B[cc])")),
              ElementsAre("", "B A9", "B A9 W pass", "B A9 W pass B pass W B8",
                          "B A9 W pass B pass W B8 B C7"));
}

TEST(ErrorTestWalk, StopsWhenItIsToldTo) {
  const SgfTree tree("(;SZ[9];B[aa];W[bb])", "g.sgf");
  int told = 0;
  EXPECT_FALSE(WalkErrorTestPositions(tree, 0, [&](const WalkedPosition&) { return ++told < 2; }));
  EXPECT_EQ(told, 2);
}

TEST(ErrorTestWalk, ManyVariationsFarFromTheBeginningAreRefused) {
  std::string text = "(;SZ[2]";
  for (int pass = 0; pass < 9000; ++pass) text += pass % 2 == 0 ? ";B[]" : ";W[]";
  for (int variation = 0; variation < 5000; ++variation) text += "(;B[])";
  EXPECT_THAT([&] { Walk(text + ")"); },
              ThrowsMessage<FormatError>(HasSubstr("too many variations")));
}

TEST(ErrorTestWalk, IllegalMovesAreErrorsWithTheirByte) {
  const auto fails = [](const std::string& text, const std::string& message, int byte) {
    EXPECT_THAT([&] { Walk(text); },
                ThrowsMessage<FormatError>(
                    AllOf(HasSubstr(message), HasSubstr("at byte " + std::to_string(byte)))));
  };
  fails("(;SZ[9];B[aa];W[aa])", "the move A9 is illegal", 16);
  fails("(;SZ[9]AB[ab][ba];W[aa])", "the suicide of a single stone", 20);
  fails("(;SZ[5]AB[ab][ba][bc]AW[bb][ca][db][cc];B[cb];W[bb])", "forbidden by ko", 48);
  fails("(;SZ[9];AB[ab][ba]AW[aa])", "the stone A9 without a liberty", 21);
  fails("(;SZ[9];B[zz])", "is not on the board", 10);
}

}  // namespace
}  // namespace tidemark::reference
