// Random games under random rules, against histories of whole boards.

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include <gtest/gtest.h>

#include "reference/go/game.h"
#include "reference/go/rules_text.h"
#include "reference/go/tests/board_text.h"
#include "reference/go/tests/game_text.h"
#include "reference/go/tests/random_play.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using testing::Chance;
using testing::Pick;
using testing::PickBoard;
using testing::PickMove;
using testing::PickPlayer;
using testing::PickRules;
using testing::PointsWhere;
using testing::Rows;
using testing::RowsOf;
using testing::SuperkoBans;

// Watches a game, and says what superko bans by looking at every board there was.
class Witness {
 public:
  explicit Witness(const Game& game) { Remember(game); }

  void Play(Game& game, Location move, Color player) {
    const Board before = game.board();
    const int phase = game.encore_phase();
    const bool pass = move == kPass;
    if (pass && (game.button() || game.rules().ko == KoRule::kSpight)) boards_.clear();
    game.Play(move, player);
    if (phase > 0 && !pass && RowsOf(before) != RowsOf(game.board())) {
      Board after = before;
      after.Play(move, player);
      if (after.ko() != kNoLocation) ko_captures_.emplace(RowsOf(before), move, player);
    }
    if (game.encore_phase() != phase) ko_captures_.clear();
    Remember(game);
  }

  std::string Bans(const Game& game) const {
    return PointsWhere(game.board(), [&](Location point) {
      return game.encore_phase() > 0
                 ? ko_captures_.contains({RowsOf(game.board()), point, game.next()})
                 : Repeats(game, point);
    });
  }

 private:
  void Remember(const Game& game) { boards_.emplace(RowsOf(game.board()), TurnOf(game)); }

  // Who is to move, where that makes a difference.
  static Color TurnOf(const Game& game) {
    return game.rules().ko == KoRule::kSituational ? game.next() : Color::kEmpty;
  }

  bool Repeats(const Game& game, Location point) const {
    const Rules& rules = game.rules();
    if (rules.ko == KoRule::kSimple ||
        !game.board().IsLegal(point, game.next(), rules.multi_stone_suicide)) {
      return false;
    }
    Board after = game.board();
    after.Play(point, game.next());
    const Color turn = rules.ko == KoRule::kSituational ? Opponent(game.next()) : Color::kEmpty;
    return boards_.contains({RowsOf(after), turn});
  }

  std::set<std::pair<Rows, Color>> boards_;
  std::set<std::tuple<Rows, Location, Color>> ko_captures_;
};

// Every pass and point that IsLegal() allows is one that Play() takes.
void CheckLegalMoves(const Game& game) {
  const Board& board = game.board();
  for (int y = 0; y < board.height(); ++y) {
    for (int x = 0; x < board.width(); ++x) {
      const Location point = board.At(x, y);
      if (!game.IsLegal(point)) continue;
      ASSERT_TRUE(game.IsPlayable(point, game.next()));
      if (game.encore_phase() > 0) continue;
      ASSERT_TRUE(board.IsLegal(point, game.next(), game.rules().multi_stone_suicide));
      ASSERT_FALSE(game.IsSuperkoBanned(point));
    }
  }
}

void PlayRandomGame(std::mt19937& random, int& bans_seen, std::set<int>& phases_seen) {
  const Board start = PickBoard(random, 2 + Pick(random, 4), 2 + Pick(random, 4), Pick(random, 60));
  Rules rules = PickRules(random);
  GameOptions options = {.prevent_encore = Chance(random, 20)};
  if (rules.scoring == ScoringRule::kTerritory) options.encore_phase = Pick(random, 3);
  Game game(start, PickPlayer(random), rules, options);
  Witness witness(game);
  for (int i = 0; i < 60; ++i) {
    SCOPED_TRACE(NameOf(rules) + ", phase " + std::to_string(game.encore_phase()) + ", move " +
                 std::to_string(i) + " on " + ::testing::PrintToString(RowsOf(game.board())));
    ASSERT_EQ(BoardFrom(RowsOf(game.board())).hash(), game.board().hash());
    const std::string bans = witness.Bans(game);
    ASSERT_EQ(SuperkoBans(game), bans);
    ASSERT_NO_FATAL_FAILURE(CheckLegalMoves(game));
    if (!bans.empty()) ++bans_seen;
    phases_seen.insert(game.encore_phase());

    // Mostly legal moves by the player whose turn it is; sometimes what records may hold as well.
    const Color player = Chance(random, 3) ? Opponent(game.next()) : game.next();
    const bool lenient = player != game.next() || Chance(random, 10);
    const Location move = PickMove(game.board(), random, 8, [&](Location point) {
      return lenient ? game.IsPlayable(point, player) : game.IsLegal(point);
    });
    witness.Play(game, move, player);
    ASSERT_EQ(game.next(), Opponent(player));
    ASSERT_LE(game.shown_moves(), static_cast<int>(game.moves().size()));
  }
}

TEST(GameProperty, SuperkoBansWhatWholeBoardsSay) {
  std::mt19937 random(23);
  int bans_seen = 0;
  std::set<int> phases_seen;
  for (int game = 0; game < 600; ++game) {
    SCOPED_TRACE("game " + std::to_string(game));
    ASSERT_NO_FATAL_FAILURE(PlayRandomGame(random, bans_seen, phases_seen));
  }
  // There was something to see.
  EXPECT_GT(bans_seen, 100);
  EXPECT_EQ(phases_seen, (std::set<int>{0, 1, 2}));
}

// A game goes on in a copy without the original's noticing.
TEST(GameProperty, CopiesAreIndependent) {
  std::mt19937 random(29);
  Game game(Board(5, 5), Color::kBlack, {.ko = KoRule::kSituational});
  for (int i = 0; i < 100; ++i) {
    const Game before = game;
    const Rows rows = RowsOf(game.board());
    const std::string bans = SuperkoBans(game);
    const Location move =
        PickMove(game.board(), random, 5, [&](Location point) { return game.IsLegal(point); });
    game.Play(move, game.next());
    ASSERT_EQ(RowsOf(before.board()), rows);
    ASSERT_EQ(SuperkoBans(before), bans);
    ASSERT_EQ(before.moves().size() + 1, game.moves().size());
  }
}

}  // namespace
}  // namespace tidemark::reference
