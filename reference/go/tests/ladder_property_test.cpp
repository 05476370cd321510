// The ladder search with its shortcuts, against the plain search that they shorten.

#include <optional>
#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "reference/go/ladder.h"
#include "reference/go/ladder_search.h"
#include "reference/go/tests/board_text.h"
#include "reference/go/tests/random_play.h"

namespace tidemark::reference {
namespace {

using testing::Pick;
using testing::PickBoard;
using testing::PointsOf;
using testing::PointText;
using testing::RowsOf;

std::set<Location> LibertiesOf(const Board& board, Location stone) {
  std::set<Location> liberties;
  Location walked = stone;
  do {
    for (const Location neighbour : board.Neighbours(walked)) {
      if (board.color(neighbour) == Color::kEmpty) liberties.insert(neighbour);
    }
    walked = board.NextInChain(walked);
  } while (walked != stone);
  return liberties;
}

// Moves that take a chain next to this one.
std::set<Location> CapturesBeside(const Board& board, Location stone) {
  std::set<Location> captures;
  Location walked = stone;
  do {
    for (const Location neighbour : board.Neighbours(walked)) {
      if (board.color(neighbour) == Opponent(board.color(stone)) &&
          board.Liberties(neighbour) == 1) {
        captures.merge(LibertiesOf(board, neighbour));
      }
    }
    walked = board.NextInChain(walked);
  } while (walked != stone);
  return captures;
}

// The search without bounds on liberties, without an order of moves, and by recursion.
class PlainSearch {
 public:
  // Nothing where the search becomes too large to make, or the shortcuts may differ from it.
  std::optional<bool> IsCaptured(Board board, Location stone) {
    if (board.Liberties(stone) > 1) return false;
    stone_ = stone;
    defender_ = board.color(stone);
    board.ClearKo();
    const bool captured = Defend(board, 0);
    if (steps_ > kMostSteps || !comparable_) return std::nullopt;
    return captured;
  }

 private:
  static constexpr int kMostSteps = 3000;

  bool Defend(const Board& board, int depth) {
    if (++steps_ > kMostSteps || depth >= board.area() * 3 / 2) return true;
    if (board.Liberties(stone_) >= 2 || board.ko() != kNoLocation) return false;
    std::set<Location> moves = CapturesBeside(board, stone_);
    const Location liberty = *LibertiesOf(board, stone_).begin();
    // Then one of the captures is judged by the liberties that it has itself.
    if (moves.size() > 1 && moves.contains(liberty)) comparable_ = false;
    moves.insert(liberty);
    for (const Location move : moves) {
      if (!board.IsLegal(move, defender_, false)) continue;
      Board after = board;
      after.Play(move, defender_);
      if (!Attack(after, depth + 1)) return false;
    }
    return true;
  }

  bool Attack(const Board& board, int depth) {
    if (++steps_ > kMostSteps || depth >= board.area() * 3 / 2) return true;
    if (board.Liberties(stone_) <= 1) return true;
    if (board.Liberties(stone_) >= 3) return false;
    const std::set<Location> moves = LibertiesOf(board, stone_);
    if (IsDoubleKo(board, moves)) return true;
    for (const Location move : moves) {
      if (!board.IsLegal(move, Opponent(defender_), false)) continue;
      Board after = board;
      after.Play(move, Opponent(defender_));
      if (Defend(after, depth + 1)) return true;
    }
    return false;
  }

  bool IsDoubleKo(const Board& board, const std::set<Location>& liberties) const {
    for (const Location liberty : liberties) {
      if (board.KoCapturePoint(liberty, Opponent(defender_)) == kNoLocation) return false;
      Board after = board;
      after.Play(liberty, defender_);
      if (after.color(liberty) == defender_ && after.Liberties(liberty) > 2) return false;
    }
    return CapturesBeside(board, stone_).empty();
  }

  Location stone_ = kNoLocation;
  Color defender_ = Color::kEmpty;
  int steps_ = 0;
  bool comparable_ = true;
};

TEST(LadderProperty, ShortcutsChangeNoResult) {
  std::mt19937 random(17);
  int captured = 0;
  int escaped = 0;
  for (int round = 0; round < 6000; ++round) {
    const Board board = PickBoard(random, 2 + Pick(random, 7), 2 + Pick(random, 7), 65);
    for (int y = 0; y < board.height(); ++y) {
      for (int x = 0; x < board.width(); ++x) {
        const Location stone = board.At(x, y);
        if (board.color(stone) == Color::kEmpty || board.Liberties(stone) != 1) continue;
        const std::optional<bool> expected = PlainSearch().IsCaptured(board, stone);
        if (!expected.has_value()) continue;
        ++(*expected ? captured : escaped);
        ASSERT_EQ(LadderSearch().IsCaptured(board, stone), *expected)
            << PointText(x, y) << " on " << ::testing::PrintToString(RowsOf(board));
      }
    }
  }
  // There was something to see.
  EXPECT_GT(captured, 1000);
  EXPECT_GT(escaped, 1000);
}

// What is caught does not depend on the names of the colors.
TEST(LadderProperty, ColorsAreAlike) {
  std::mt19937 random(18);
  for (int round = 0; round < 300; ++round) {
    const Board board = PickBoard(random, 2 + Pick(random, 8), 2 + Pick(random, 8), 55);
    Board swapped(board.width(), board.height());
    for (int y = 0; y < board.height(); ++y) {
      for (int x = 0; x < board.width(); ++x) {
        const Location point = board.At(x, y);
        if (board.color(point) != Color::kEmpty) swapped.SetUp(point, Opponent(board.color(point)));
      }
    }
    const Ladders ladders = FindLadders(board);
    const Ladders other = FindLadders(swapped);
    SCOPED_TRACE(::testing::PrintToString(RowsOf(board)));
    ASSERT_EQ(PointsOf(board, ladders.caught), PointsOf(board, other.caught));
    ASSERT_EQ(PointsOf(board, ladders.catches_black), PointsOf(board, other.catches_white));
    ASSERT_EQ(PointsOf(board, ladders.catches_white), PointsOf(board, other.catches_black));
  }
}

// One search after another, as on a whole board, finds what each would find alone.
TEST(LadderProperty, SearchesLeaveNothingBehind) {
  std::mt19937 random(19);
  LadderSearch shared;
  for (int round = 0; round < 300; ++round) {
    const Board board = PickBoard(random, 2 + Pick(random, 10), 2 + Pick(random, 10), 60);
    for (int y = 0; y < board.height(); ++y) {
      for (int x = 0; x < board.width(); ++x) {
        const Location stone = board.At(x, y);
        if (board.color(stone) == Color::kEmpty) continue;
        ASSERT_EQ(shared.IsCaptured(board, stone), LadderSearch().IsCaptured(board, stone));
      }
    }
  }
}

}  // namespace
}  // namespace tidemark::reference
