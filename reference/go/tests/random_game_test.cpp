#include "reference/go/random_game.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "reference/go/game.h"
#include "reference/go/tests/board_text.h"

namespace tidemark::reference {
namespace {

using testing::PointText;

constexpr Rules kSituationalRules = {.ko = KoRule::kSituational};

TEST(RandomGame, IsDecidedByItsSeed) {
  const GameRecord game = RandomGame(9, 9, kSituationalRules, 60, 1);
  EXPECT_EQ(game.moves.size(), 60U);
  EXPECT_EQ(game.rules, kSituationalRules);
  EXPECT_EQ(RandomGame(9, 9, kSituationalRules, 60, 1).moves, game.moves);
  EXPECT_NE(RandomGame(9, 9, kSituationalRules, 60, 2).moves, game.moves);
  // A shorter one is its beginning.
  std::vector<Move> beginning = game.moves;
  beginning.resize(20);
  EXPECT_EQ(RandomGame(9, 9, kSituationalRules, 20, 1).moves, beginning);
  EXPECT_TRUE(RandomGame(9, 9, kSituationalRules, 0, 1).moves.empty());
}

TEST(RandomGame, HoldsLegalMovesThatLeaveEyesAlone) {
  for (uint64_t seed = 0; seed < 5; ++seed) {
    const GameRecord record = RandomGame(7, 5, kSituationalRules, 200, seed);
    Game game = Replay(record, 0);
    EXPECT_EQ(game.board().width(), 7);
    EXPECT_EQ(game.board().height(), 5);
    for (const Move& move : record.moves) {
      const Board& board = game.board();
      ASSERT_EQ(move.player, game.next());
      ASSERT_TRUE(game.IsLegal(move.location)) << PointText(board, move.location);
      if (move.location != kPass) {
        const auto around = board.Neighbours(move.location);
        ASSERT_TRUE(std::any_of(around.begin(), around.end(), [&](Location point) {
          return board.color(point) == Color::kEmpty || board.color(point) == Opponent(move.player);
        })) << PointText(board, move.location);
      }
      game.Play(move.location, move.player);
    }
  }
}

TEST(RandomGame, EndsWhereTheRulesEndIt) {
  for (const ScoringRule scoring : {ScoringRule::kArea, ScoringRule::kTerritory}) {
    const GameRecord record =
        RandomGame(3, 3, {.ko = KoRule::kSimple, .scoring = scoring}, 10'000, 3);
    ASSERT_LT(record.moves.size(), 10'000U);
    EXPECT_TRUE(Replay(record, record.moves.size()).finished());
    EXPECT_FALSE(Replay(record, record.moves.size() - 1).finished());
  }
}

}  // namespace
}  // namespace tidemark::reference
