// A game that is laid out anew has the inputs of the game, laid out anew.

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "reference/go/game.h"
#include "reference/go/rules_text.h"
#include "reference/go/tests/board_text.h"
#include "reference/go/tests/random_play.h"
#include "reference/inputs/symmetry.h"
#include "reference/inputs/tests/feature_text.h"

namespace tidemark::reference {
namespace {

using testing::Chance;
using testing::Encode;
using testing::Features;
using testing::Pick;
using testing::PickBoard;
using testing::PickMove;
using testing::PickPlayer;
using testing::PickRules;
using testing::RowsOf;

// Where a point of a board goes: rows flipped, columns flipped, then transposed.
std::pair<int, int> MovedPoint(int symmetry, int width, int height, int x, int y) {
  if ((symmetry & 1) != 0) y = height - 1 - y;
  if ((symmetry & 2) != 0) x = width - 1 - x;
  if ((symmetry & 4) != 0) std::swap(x, y);
  return {x, y};
}

// One game, and the same game laid out anew.
class TwoGames {
 public:
  TwoGames(const Board& start, int symmetry, Color next, const Rules& rules,
           const GameOptions& options)
      : symmetry_(symmetry),
        game_(start, next, rules, options),
        moved_(MovedBoard(start, symmetry), next, rules, options) {}

  const Game& game() const { return game_; }
  const Game& moved() const { return moved_; }

  void Play(Location move, Color player) {
    const Board& board = game_.board();
    Location other = kPass;
    if (move != kPass) {
      const auto [x, y] =
          MovedPoint(symmetry_, board.width(), board.height(), board.X(move), board.Y(move));
      other = moved_.board().At(x, y);
    }
    game_.Play(move, player);
    moved_.Play(other, player);
  }

 private:
  static Board MovedBoard(const Board& board, int symmetry) {
    Board moved(board.width(), board.height());
    for (int y = 0; y < board.height(); ++y) {
      for (int x = 0; x < board.width(); ++x) {
        const Color color = board.color(board.At(x, y));
        const auto [to_x, to_y] = MovedPoint(symmetry, board.width(), board.height(), x, y);
        if (color != Color::kEmpty) moved.SetUp(moved.At(to_x, to_y), color);
      }
    }
    return moved;
  }

  int symmetry_;
  Game game_;
  Game moved_;
};

void Compare(const TwoGames& games, int symmetry, const FeatureOptions& options) {
  const Features features = Encode(games.game(), options);
  const Features expected = Encode(games.moved(), options);
  std::vector<float> moved(features.spatial.size());
  Symmetry(symmetry).Apply(features.spatial, features.buffer, moved);
  ASSERT_EQ(expected.global, features.global);
  const Features laid_out = {.buffer = features.buffer, .spatial = moved};
  for (size_t channel = 0; channel < 22; ++channel) {
    ASSERT_EQ(expected.Channel(channel), laid_out.Channel(channel)) << "channel " << channel;
  }
}

void PlayRandomGame(int width, int height, int symmetry, std::mt19937& random) {
  Rules rules = PickRules(random);
  GameOptions options;
  if (rules.scoring == ScoringRule::kTerritory) options.encore_phase = Pick(random, 3);
  const FeatureOptions shown = {.draw_equivalent_wins_for_white = Pick(random, 5) / 4.0,
                                .conservative_pass = Chance(random, 20),
                                .passing_hacks = Chance(random, 20),
                                .max_history = Pick(random, 7),
                                .pass_alive_suicide = Chance(random, 20)};
  TwoGames games(PickBoard(random, width, height, Pick(random, 70)), symmetry, PickPlayer(random),
                 rules, options);
  for (int i = 0; i < 40; ++i) {
    SCOPED_TRACE(NameOf(rules) + ", symmetry " + std::to_string(symmetry) + ", move " +
                 std::to_string(i) + " on " +
                 ::testing::PrintToString(RowsOf(games.game().board())));
    ASSERT_NO_FATAL_FAILURE(Compare(games, symmetry, shown));
    const Location move = PickMove(games.game().board(), random, 8,
                                   [&](Location point) { return games.game().IsLegal(point); });
    games.Play(move, games.game().next());
  }
}

TEST(FeaturesSymmetry, HoldsOnSquares) {
  std::mt19937 random(41);
  for (const int size : {2, 3, 4, 5, 6, 7, 9, 13}) {
    for (int symmetry = 0; symmetry < 8; ++symmetry) {
      ASSERT_NO_FATAL_FAILURE(PlayRandomGame(size, size, symmetry, random));
    }
  }
}

TEST(FeaturesSymmetry, HoldsOnRectangles) {
  std::mt19937 random(43);
  constexpr std::array<std::pair<int, int>, 5> kSizes = {{{2, 3}, {5, 3}, {4, 7}, {9, 6}, {2, 11}}};
  for (const auto& [width, height] : kSizes) {
    for (int symmetry = 0; symmetry < 4; ++symmetry) {
      ASSERT_NO_FATAL_FAILURE(PlayRandomGame(width, height, symmetry, random));
    }
  }
}

}  // namespace
}  // namespace tidemark::reference
