#include "reference/go/ladder_search.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tidemark::reference {
namespace {

// The search is given up after so many stones: not captured.
constexpr int kMostStones = 25000;

void AddOnce(std::vector<Location>& moves, Location move) {
  if (std::find(moves.begin(), moves.end(), move) == moves.end()) moves.push_back(move);
}

// The liberties of a chain, in the order of a walk from `stone`.
void AddLiberties(const Board& board, Location stone, std::vector<Location>& moves) {
  board.ForEachInChain(stone, [&](Location walked) {
    for (const Location neighbour : board.Neighbours(walked)) {
      if (board.color(neighbour) == Color::kEmpty) AddOnce(moves, neighbour);
    }
  });
}

// Of a chain in atari.
Location OnlyLiberty(const Board& board, Location stone) {
  while (true) {
    for (const Location neighbour : board.Neighbours(stone)) {
      if (board.color(neighbour) == Color::kEmpty) return neighbour;
    }
    stone = board.NextInChain(stone);
  }
}

// Moves that capture an attacking chain in atari next to the defender's.
void AddCaptures(const Board& board, Location stone, std::vector<Location>& moves) {
  const Color attacker = Opponent(board.color(stone));
  board.ForEachInChain(stone, [&](Location walked) {
    for (const Location neighbour : board.Neighbours(walked)) {
      if (board.color(neighbour) == attacker && board.Liberties(neighbour) == 1) {
        AddOnce(moves, OnlyLiberty(board, neighbour));
      }
    }
  });
}

// Bounds on the liberties that a stone of the defender has after this move. Chains count once for
// each side that touches the point.
struct LibertyBounds {
  int lower = 0;
  int upper = 0;
};

LibertyBounds BoundsAfter(const Board& board, Location move, Color defender) {
  int captures = 0;
  int captured_stones = 0;
  int connected = 0;
  int best_connection = 0;
  for (const Location neighbour : board.Neighbours(move)) {
    const Color there = board.color(neighbour);
    if (there == defender) {
      connected += board.Liberties(neighbour) - 1;
      best_connection = std::max(best_connection, board.Liberties(neighbour) - 1);
    } else if (there == Opponent(defender) && board.Liberties(neighbour) == 1) {
      ++captures;
      captured_stones += board.ChainSize(neighbour);
    }
  }
  const int empty = board.EmptyNeighbours(move);
  return {.lower = captures + std::max(best_connection, empty),
          .upper = empty + captured_stones + connected};
}

int LibertiesAfter(const Board& board, Location move, Color player) {
  Board after = board;
  after.Play(move, player);
  // A suicide leaves no stone there.
  return after.color(move) == player ? after.Liberties(move) : 0;
}

// The defender cannot get out of two liberties, each of which the attacker holds in a ko.
bool IsDoubleKo(const Board& board, Location stone, const std::array<Location, 2>& liberties) {
  const Color defender = board.color(stone);
  for (const Location liberty : liberties) {
    if (board.EmptyNeighbours(liberty) > 0 ||
        board.KoCapturePoint(liberty, Opponent(defender)) == kNoLocation ||
        LibertiesAfter(board, liberty, defender) > 2) {
      return false;
    }
  }
  std::vector<Location> captures;
  AddCaptures(board, stone, captures);
  return captures.empty();
}

// How promising an attacking move is; of two the higher one is tried first.
int AttackScore(const Board& board, Location move, Color defender) {
  int score = 2 * board.EmptyNeighbours(move);
  for (const Location neighbour : board.Neighbours(move)) {
    if (board.color(neighbour) != defender) continue;
    const int liberties = board.Liberties(neighbour);
    if (liberties > 1) score += 2 * liberties - 3;
  }
  return score;
}

bool AreNeighbours(const Board& board, Location a, Location b) {
  const std::array<Location, 4> around = board.Neighbours(a);
  return std::find(around.begin(), around.end(), b) != around.end();
}

}  // namespace

bool LadderSearch::IsCaptured(const Board& board, Location stone) {
  if (board.Liberties(stone) > 1) return false;
  defender_ = board.color(stone);
  stone_ = stone;
  stones_played_ = 0;
  given_up_ = false;
  LevelAt(0, board).board.ClearKo();
  size_t depth = 0;
  std::optional<bool> captured = Enter(0);
  while (true) {
    // The defender has an even depth. What a level is found to be decides the one above when the
    // player who moves there likes it.
    if (captured.has_value()) {
      if (depth == 0 || given_up_) return *captured;
      --depth;
      const bool attackers_level = depth % 2 == 1;
      if (*captured == attackers_level) continue;
      captured.reset();
    }
    if (PlayNext(depth)) {
      captured = Enter(++depth);
    } else {
      captured = depth % 2 == 0;
    }
  }
}

std::optional<bool> LadderSearch::Enter(size_t depth) {
  Level& level = levels_[depth];
  level.moves.clear();
  level.next = 0;
  if (depth >= static_cast<size_t>(level.board.area()) * 3 / 2) return true;
  if (stones_played_ >= kMostStones) {
    given_up_ = true;
    return false;
  }
  return depth % 2 == 0 ? EnterDefender(level) : EnterAttacker(level);
}

std::optional<bool> LadderSearch::EnterDefender(Level& level) const {
  const Board& board = level.board;
  if (board.Liberties(stone_) >= 2) return false;
  // The attacker took a ko: the defender gets to take it back.
  if (board.ko() != kNoLocation) return false;
  AddCaptures(board, stone_, level.moves);
  AddOnce(level.moves, OnlyLiberty(board, stone_));
  const LibertyBounds bounds = BoundsAfter(board, level.moves.back(), defender_);
  if (bounds.lower >= 3) return false;
  if (level.moves.size() == 1 && bounds.upper <= 1) return true;
  return std::nullopt;
}

std::optional<bool> LadderSearch::EnterAttacker(Level& level) const {
  const Board& board = level.board;
  if (board.Liberties(stone_) <= 1) return true;
  if (board.Liberties(stone_) >= 3) return false;
  AddLiberties(board, stone_, level.moves);
  const std::array<Location, 2> liberties = {level.moves[0], level.moves[1]};
  if (IsDoubleKo(board, stone_, liberties)) return true;
  if (!AreNeighbours(board, liberties[0], liberties[1])) {
    // Where the defender would get three liberties, the attacker has to be first.
    const bool first = board.EmptyNeighbours(liberties[0]) >= 3;
    const bool second = board.EmptyNeighbours(liberties[1]) >= 3;
    if (first && second) return false;
    if (first) level.moves = {liberties[0]};
    if (second) level.moves = {liberties[1]};
  }
  if (level.moves.size() == 2 &&
      AttackScore(board, liberties[1], defender_) > AttackScore(board, liberties[0], defender_)) {
    std::swap(level.moves[0], level.moves[1]);
  }
  return std::nullopt;
}

bool LadderSearch::PlayNext(size_t depth) {
  const Color player = depth % 2 == 0 ? defender_ : Opponent(defender_);
  while (levels_[depth].next < levels_[depth].moves.size()) {
    Level& level = levels_[depth];
    const Location move = level.moves[level.next++];
    if (!level.board.IsLegal(move, player, /*multi_stone_suicide=*/false)) continue;
    LevelAt(depth + 1, level.board).board.Play(move, player);
    ++stones_played_;
    return true;
  }
  return false;
}

LadderSearch::Level& LadderSearch::LevelAt(size_t depth, const Board& board) {
  if (depth == levels_.size()) {
    // The board may lie in the vector that is about to move.
    const Board copy = board;
    levels_.emplace_back(copy);
  } else {
    levels_[depth].board = board;
  }
  return levels_[depth];
}

}  // namespace tidemark::reference
