// What a board keeps up to date move by move, against what its colors alone say.

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "reference/go/board.h"
#include "reference/go/tests/board_text.h"
#include "reference/go/tests/random_play.h"

namespace tidemark::reference {
namespace {

using testing::Chance;
using testing::Pick;
using testing::PickMove;
using testing::PointText;
using testing::RowsOf;

struct Chain {
  std::set<Location> stones = {};
  std::set<Location> liberties = {};
};

Chain FindChain(const Board& board, Location stone) {
  Chain chain;
  std::vector<Location> open = {stone};
  while (!open.empty()) {
    const Location point = open.back();
    open.pop_back();
    if (!chain.stones.insert(point).second) continue;
    for (const auto& [dx, dy] : {std::pair(0, -1), {-1, 0}, {1, 0}, {0, 1}}) {
      const int x = board.X(point) + dx;
      const int y = board.Y(point) + dy;
      if (x < 0 || y < 0 || x >= board.width() || y >= board.height()) continue;
      const Color there = board.color(board.At(x, y));
      if (there == Color::kEmpty) chain.liberties.insert(board.At(x, y));
      if (there == board.color(stone)) open.push_back(board.At(x, y));
    }
  }
  return chain;
}

void CheckChain(const Board& board, Location stone, std::set<Location>& checked) {
  const Chain expected = FindChain(board, stone);
  checked.insert(expected.stones.begin(), expected.stones.end());
  ASSERT_EQ(board.Liberties(stone), static_cast<int>(expected.liberties.size()));
  ASSERT_EQ(board.ChainSize(stone), static_cast<int>(expected.stones.size()));
  ASSERT_TRUE(expected.stones.contains(board.ChainOf(stone)));
  std::set<Location> walked;
  Location at = stone;
  do {
    ASSERT_TRUE(walked.insert(at).second);
    ASSERT_EQ(board.ChainOf(at), board.ChainOf(stone));
    at = board.NextInChain(at);
  } while (at != stone);
  ASSERT_EQ(walked, expected.stones);
}

// All that follows from the stones.
void CheckBoard(const Board& board) {
  const Zobrist& tables = ZobristTables();
  Hash128 hash = tables.width[static_cast<size_t>(board.width())] ^
                 tables.height[static_cast<size_t>(board.height())];
  int black = 0;
  int white = 0;
  std::set<Location> checked;
  for (int y = 0; y < board.height(); ++y) {
    for (int x = 0; x < board.width(); ++x) {
      const Location point = board.At(x, y);
      const Color color = board.color(point);
      if (color == Color::kEmpty) continue;
      ++(color == Color::kBlack ? black : white);
      hash ^= tables.Stone(point, color);
      ASSERT_GE(board.Liberties(point), 1);
      if (checked.contains(point)) continue;
      SCOPED_TRACE(PointText(x, y));
      ASSERT_NO_FATAL_FAILURE(CheckChain(board, point, checked));
    }
  }
  ASSERT_EQ(board.stones(Color::kBlack), black);
  ASSERT_EQ(board.stones(Color::kWhite), white);
  ASSERT_EQ(board.hash(), hash);
  ASSERT_TRUE(board.ko() == kNoLocation || board.color(board.ko()) == Color::kEmpty);
}

struct Outcome {
  std::vector<std::string> rows = {};
  Location ko = kNoLocation;
};

// The board after a move, from the rules' words alone.
Outcome After(const Board& board, Location move, Color player) {
  Board after(board.width(), board.height());
  const auto set_up_without = [&](const std::set<Location>& removed) {
    after = Board(board.width(), board.height());
    for (int y = 0; y < board.height(); ++y) {
      for (int x = 0; x < board.width(); ++x) {
        const Location point = board.At(x, y);
        const Color color = point == move ? player : board.color(point);
        if (color != Color::kEmpty && !removed.contains(point)) after.SetUp(point, color);
      }
    }
  };
  set_up_without({});
  std::set<Location> removed;
  for (const Location neighbour : after.Neighbours(move)) {
    if (after.color(neighbour) != Opponent(player)) continue;
    const Chain chain = FindChain(after, neighbour);
    if (chain.liberties.empty()) removed.insert(chain.stones.begin(), chain.stones.end());
  }
  set_up_without(removed);
  const Chain own = FindChain(after, move);
  Outcome outcome;
  if (removed.size() == 1 && own.stones.size() == 1 && own.liberties.size() == 1) {
    outcome.ko = *removed.begin();
  }
  if (own.liberties.empty()) removed.insert(own.stones.begin(), own.stones.end());
  set_up_without(removed);
  outcome.rows = RowsOf(after);
  return outcome;
}

void PlayRandomGame(int width, int height, int moves, std::mt19937& random) {
  Board board(width, height);
  Color player = Color::kBlack;
  for (int i = 0; i < moves; ++i) {
    // Now and then one player moves twice, as in handicap games.
    player = Chance(random, 10) ? player : Opponent(player);
    const bool suicide = Chance(random, 50);
    const Location move = PickMove(
        board, random, 2, [&](Location point) { return board.IsLegal(point, player, suicide); });
    const Board before = board;
    const auto rows_before = RowsOf(before);
    SCOPED_TRACE(PointText(board, move) + " on\n" + ::testing::PrintToString(rows_before));
    if (move == kPass) {
      board.Play(move, player);
      ASSERT_EQ(board.hash(), before.hash());
    } else {
      const Outcome expected = After(board, move, player);
      const Hash128 hash = board.HashAfter(move, player);
      const bool alone = before.IsSuicide(move, player);
      board.Play(move, player);
      ASSERT_EQ(RowsOf(board), expected.rows);
      ASSERT_EQ(board.ko(), expected.ko);
      ASSERT_EQ(board.hash(), hash);
      ASSERT_EQ(alone, board.color(move) == Color::kEmpty);
    }
    ASSERT_NO_FATAL_FAILURE(CheckBoard(board));
    // The copy from before did not notice.
    ASSERT_EQ(RowsOf(before), rows_before);
    if (i % 16 != 0) continue;
    ASSERT_NO_FATAL_FAILURE(CheckBoard(before));
  }
}

struct Size {
  int width = 0;
  int height = 0;
  int games = 0;
};

class BoardProperty : public ::testing::TestWithParam<Size> {};

INSTANTIATE_TEST_SUITE_P(Sizes, BoardProperty,
                         ::testing::Values(Size{2, 2, 20}, Size{2, 19, 3}, Size{19, 2, 3},
                                           Size{3, 3, 20}, Size{5, 4, 12}, Size{7, 7, 5},
                                           Size{9, 13, 2}, Size{19, 19, 1}),
                         [](const auto& suite) {
                           return std::to_string(suite.param.width) + "x" +
                                  std::to_string(suite.param.height);
                         });

TEST_P(BoardProperty, KeepsChainsLibertiesCountsAndHashInStep) {
  const Size size = GetParam();
  std::mt19937 random(static_cast<uint32_t>(100 * size.width + size.height));
  for (int game = 0; game < size.games; ++game) {
    SCOPED_TRACE("game " + std::to_string(game));
    const int moves = std::max(40, size.width * size.height * 3 / 2);
    ASSERT_NO_FATAL_FAILURE(PlayRandomGame(size.width, size.height, moves, random));
  }
}

// Whichever way a position came about, its hash is the same.
TEST(BoardHash, IsOfTheStonesAlone) {
  std::mt19937 random(5);
  for (int round = 0; round < 50; ++round) {
    const Board board = testing::PickBoard(random, 2 + Pick(random, 8), 2 + Pick(random, 8), 60);
    EXPECT_EQ(testing::BoardFrom(RowsOf(board)).hash(), board.hash());
  }
  const Board wide(3, 2);
  const Board high(2, 3);
  EXPECT_NE(wide.hash(), high.hash());
}

TEST(BoardHash, HasNoPartInKoOrTurn) {
  Board board = testing::BoardFrom({".XO.", "XO.O", ".XO."});
  board.Play(board.At(2, 1), Color::kBlack);
  const Hash128 hash = board.hash();
  board.ClearKo();
  EXPECT_EQ(board.hash(), hash);
  board.Play(kPass, Color::kWhite);
  EXPECT_EQ(board.hash(), hash);
}

}  // namespace
}  // namespace tidemark::reference
