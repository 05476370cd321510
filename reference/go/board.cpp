#include "reference/go/board.h"

#include <algorithm>
#include <string>
#include <utility>

#include "converter/error.h"

namespace tidemark::reference {
AdjacentChains::AdjacentChains(const Board& board, Location point, Color color) {
  for (const Location neighbour : board.Neighbours(point)) {
    if (board.color(neighbour) != color) continue;
    const Location chain = board.ChainOf(neighbour);
    if (std::find(begin(), end(), chain) == end()) chains_[static_cast<size_t>(count_++)] = chain;
  }
}

Board::Board(int width, int height)
    : width_(static_cast<int16_t>(width)), height_(static_cast<int16_t>(height)) {
  const auto fits = [](int side) { return side >= kSmallestGoBoard && side <= kLargestGoBoard; };
  if (!fits(width) || !fits(height)) {
    throw UsageError("a board of " + std::to_string(width) + "x" + std::to_string(height) +
                     " is not one of " + std::to_string(kSmallestGoBoard) + " to " +
                     std::to_string(kLargestGoBoard) + " lines each way");
  }
  colors_.fill(Color::kWall);
  ForEachPoint([this](Location point) { colors_[Index(point)] = Color::kEmpty; });
  const Zobrist& tables = ZobristTables();
  hash_ = tables.width[static_cast<size_t>(width)] ^ tables.height[static_cast<size_t>(height)];
}

int Board::EmptyNeighbours(Location point) const {
  int empty = 0;
  for (const Location neighbour : Neighbours(point)) empty += color(neighbour) == Color::kEmpty;
  return empty;
}

bool Board::IsSuicide(Location point, Color player) const {
  for (const Location neighbour : Neighbours(point)) {
    const Color there = color(neighbour);
    if (there == Color::kEmpty) return false;
    if (there == player && Liberties(neighbour) > 1) return false;
    if (there == Opponent(player) && Liberties(neighbour) == 1) return false;
  }
  return true;
}

bool Board::IsIllegalSuicide(Location point, Color player, bool multi_stone_suicide) const {
  if (!IsSuicide(point, player)) return false;
  if (!multi_stone_suicide) return true;
  const std::array<Location, 4> around = Neighbours(point);
  return std::none_of(around.begin(), around.end(),
                      [&](Location neighbour) { return color(neighbour) == player; });
}

bool Board::IsLegal(Location move, Color player, bool multi_stone_suicide) const {
  return move == kPass || (move != ko_ && IsLegalIgnoringKo(move, player, multi_stone_suicide));
}

bool Board::IsLegalIgnoringKo(Location move, Color player, bool multi_stone_suicide) const {
  return move == kPass ||
         (color(move) == Color::kEmpty && !IsIllegalSuicide(move, player, multi_stone_suicide));
}

Location Board::KoCapturePoint(Location point, Color player) const {
  if (color(point) != Color::kEmpty) return kNoLocation;
  Location captured = kNoLocation;
  for (const Location neighbour : Neighbours(point)) {
    const Color there = color(neighbour);
    if (there == Color::kWall) continue;
    if (there != Opponent(player)) return kNoLocation;
    if (Liberties(neighbour) != 1) continue;
    if (captured != kNoLocation || ChainSize(neighbour) != 1) return kNoLocation;
    captured = neighbour;
  }
  return captured;
}

void Board::Play(Location move, Color player) {
  ko_ = kNoLocation;
  if (move == kPass) return;
  AddStone(move, player);
  int captured = 0;
  Location captured_stone = kNoLocation;
  for (const Location neighbour : Neighbours(move)) {
    if (color(neighbour) != Opponent(player) || Liberties(neighbour) > 0) continue;
    captured += RemoveChain(neighbour);
    captured_stone = neighbour;
  }
  if (captured == 1 && ChainSize(move) == 1 && Liberties(move) == 1) ko_ = captured_stone;
  if (Liberties(move) == 0) RemoveChain(move);
}

void Board::SetUp(Location point, Color color) {
  ko_ = kNoLocation;
  AddStone(point, color);
}

Hash128 Board::HashAfter(Location point, Color player) const {
  const Zobrist& tables = ZobristTables();
  Hash128 hash = hash_ ^ tables.Stone(point, player);
  const auto remove = [&](Location chain, Color owner) {
    ForEachInChain(chain, [&](Location stone) { hash ^= tables.Stone(stone, owner); });
  };
  bool breathes = EmptyNeighbours(point) > 0;
  for (const Location chain : AdjacentChains(*this, point, Opponent(player))) {
    if (Liberties(chain) != 1) continue;
    remove(chain, Opponent(player));
    breathes = true;
  }
  const AdjacentChains own(*this, point, player);
  for (const Location chain : own) breathes = breathes || Liberties(chain) > 1;
  if (breathes) return hash;
  hash ^= tables.Stone(point, player);
  for (const Location chain : own) remove(chain, player);
  return hash;
}

void Board::SetColor(Location point, Color color) {
  Color& there = colors_[Index(point)];
  if (there != Color::kEmpty) {
    hash_ ^= ZobristTables().Stone(point, there);
    --stones_[static_cast<size_t>(there)];
  }
  there = color;
  if (color != Color::kEmpty) {
    hash_ ^= ZobristTables().Stone(point, color);
    ++stones_[static_cast<size_t>(color)];
  }
}

void Board::AddStone(Location point, Color color) {
  for (const Location chain : AdjacentChains(*this, point, Opponent(color))) {
    --liberties_[Index(chain)];
  }
  const AdjacentChains own(*this, point, color);
  SetColor(point, color);
  chain_[Index(point)] = point;
  next_[Index(point)] = point;
  sizes_[Index(point)] = 1;
  liberties_[Index(point)] = static_cast<int16_t>(EmptyNeighbours(point));
  if (own.begin() == own.end()) return;
  for (const Location chain : own) Merge(point, chain);
  RecountLiberties(ChainOf(point));
}

// The smaller chain's stones follow the first stone of the larger one; of two equal ones the
// neighbour is the larger. KataGo walks chains in this order, which its ladder search can show.
void Board::Merge(Location point, Location neighbour) {
  Location large = neighbour;
  Location small = ChainOf(point);
  if (sizes_[Index(small)] > sizes_[Index(large)]) std::swap(large, small);
  Location last = small;
  for (; NextInChain(last) != small; last = NextInChain(last)) chain_[Index(last)] = large;
  chain_[Index(last)] = large;
  next_[Index(last)] = next_[Index(large)];
  next_[Index(large)] = small;
  sizes_[Index(large)] = static_cast<int16_t>(sizes_[Index(large)] + sizes_[Index(small)]);
}

void Board::RecountLiberties(Location chain) {
  PointSet counted;
  int16_t liberties = 0;
  ForEachInChain(chain, [&](Location stone) {
    for (const Location neighbour : Neighbours(stone)) {
      if (color(neighbour) != Color::kEmpty || counted.test(Index(neighbour))) continue;
      counted.set(Index(neighbour));
      ++liberties;
    }
  });
  liberties_[Index(chain)] = liberties;
}

int Board::RemoveChain(Location stone) {
  const Color enemy = Opponent(color(stone));
  const int size = ChainSize(stone);
  ForEachInChain(stone, [&](Location removed) {
    SetColor(removed, Color::kEmpty);
    for (const Location chain : AdjacentChains(*this, removed, enemy)) ++liberties_[Index(chain)];
  });
  return size;
}

}  // namespace tidemark::reference
