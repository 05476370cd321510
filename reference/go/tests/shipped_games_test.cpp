// The games under scenarios/positions: what scenarios promise of them.

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/go/ladder.h"
#include "reference/go/sgf_game.h"

namespace tidemark::reference {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

// What happens in a game.
struct Events {
  bool captures = false;
  bool ladder = false;
  bool ko = false;
  bool superko = false;
  bool passes = false;
  bool suicide = false;
  bool cleanup = false;
};

Events EventsOf(const GameRecord& record) {
  Events events;
  Game game = Replay(record, 0);
  for (const Move& move : record.moves) {
    const Color opponent = Opponent(move.player);
    const int before = game.board().stones(opponent);
    game.Play(move.location, move.player);
    events.captures = events.captures || game.board().stones(opponent) < before;
    events.passes = events.passes || move.location == kPass;
    events.suicide = events.suicide ||
                     (move.location != kPass && game.board().color(move.location) == Color::kEmpty);
    events.ko = events.ko || game.board().ko() != kNoLocation;
    events.ladder = events.ladder || FindLadders(game.board()).caught.count() > 10;
    events.cleanup = events.cleanup || game.encore_phase() == 2;
    for (int y = 0; y < game.board().height(); ++y) {
      for (int x = 0; x < game.board().width(); ++x) {
        events.superko = events.superko ||
                         (game.encore_phase() == 0 && game.IsSuperkoBanned(game.board().At(x, y)));
      }
    }
  }
  return events;
}

TEST(ShippedGames, AreADozenOfEveryKindWithoutAWarning) {
  const std::filesystem::path folder =
      std::filesystem::path(TIDEMARK_SOURCE_DIR) / "scenarios" / "positions";
  std::set<std::string> sizes;
  Events all;
  int games = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const SgfTree tree = ReadSgfTree(entry.path());
    ASSERT_EQ(tree.roots().size(), 1U) << entry.path();
    const SgfGame game = ReadSgfGame(tree, tree.roots()[0]);
    EXPECT_THAT(game.warnings, IsEmpty()) << entry.path();
    const Board& board = game.record.start;
    const std::string size = std::to_string(board.width()) + "x" + std::to_string(board.height());
    EXPECT_TRUE(entry.path().stem().string().ends_with("-" + size)) << entry.path();
    sizes.insert(size);
    const Events events = EventsOf(game.record);
    all.captures = all.captures || events.captures;
    all.ladder = all.ladder || events.ladder;
    all.ko = all.ko || events.ko;
    all.superko = all.superko || events.superko;
    all.passes = all.passes || events.passes;
    all.suicide = all.suicide || events.suicide;
    all.cleanup = all.cleanup || events.cleanup;
    ++games;
  }
  EXPECT_GE(games, 12);
  for (const char* size : {"19x19", "13x13", "9x9", "13x9"}) EXPECT_THAT(sizes, Contains(size));
  EXPECT_TRUE(all.captures);
  EXPECT_TRUE(all.ladder);
  EXPECT_TRUE(all.ko);
  EXPECT_TRUE(all.superko);
  EXPECT_TRUE(all.passes);
  EXPECT_TRUE(all.suicide);
  EXPECT_TRUE(all.cleanup);
}

}  // namespace
}  // namespace tidemark::reference
