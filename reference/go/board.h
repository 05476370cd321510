#ifndef TIDEMARK_REFERENCE_GO_BOARD_H_
#define TIDEMARK_REFERENCE_GO_BOARD_H_

#include <array>
#include <cstdint>

#include "reference/go/color.h"
#include "reference/go/location.h"
#include "reference/go/zobrist.h"

namespace tidemark::reference {

// The stones on a board and the point that simple ko forbids. A chain is a maximal set of stones of
// one color that touch along lines; its liberties are the empty points next to it. Chains, their
// liberties and the hash are kept up to date move by move. A value of about 4 kB: copying is cheap,
// and takes the place of taking moves back.
class Board {
 public:
  // Empty. Throws UsageError unless both sides are from 2 to 19.
  Board(int width, int height);

  int width() const { return width_; }
  int height() const { return height_; }
  int area() const { return width_ * height_; }

  // x to the right and y downwards, from 0; both must be on the board.
  Location At(int x, int y) const {
    return static_cast<Location>((x + 1) + (y + 1) * (width_ + 1));
  }
  int X(Location point) const { return point % (width_ + 1) - 1; }
  int Y(Location point) const { return point / (width_ + 1) - 1; }
  bool Contains(Location location) const { return color(location) != Color::kWall; }
  // The four locations next to a point: up, left, right, down. Some may be wall.
  std::array<Location, 4> Neighbours(Location point) const {
    const auto row = static_cast<Location>(width_ + 1);
    return {static_cast<Location>(point - row), static_cast<Location>(point - 1),
            static_cast<Location>(point + 1), static_cast<Location>(point + row)};
  }

  // Visits every point, row by row from the top and from left to right.
  template <typename Visit>
  void ForEachPoint(Visit visit) const {
    for (int y = 0; y < height_; ++y) {
      for (int x = 0; x < width_; ++x) visit(At(x, y));
    }
  }

  // kWall for anything that is not a point of the board.
  Color color(Location location) const { return colors_[Index(location)]; }
  const PointColors& colors() const { return colors_; }
  int stones(Color color) const { return stones_[static_cast<size_t>(color)]; }

  // The point that neither player may take back at once; kNoLocation if there is none.
  Location ko() const { return ko_; }
  void ClearKo() { ko_ = kNoLocation; }

  // Of the chain that a stone belongs to. ChainOf() is one of its stones, the same for all of them.
  Location ChainOf(Location stone) const { return chain_[Index(stone)]; }
  int Liberties(Location stone) const { return liberties_[Index(ChainOf(stone))]; }
  int ChainSize(Location stone) const { return sizes_[Index(ChainOf(stone))]; }
  // Walks around the chain, through every stone of it once, and back to the first.
  Location NextInChain(Location stone) const { return next_[Index(stone)]; }
  // Visits every stone of the chain once, this one first.
  template <typename Visit>
  void ForEachInChain(Location stone, Visit visit) const {
    Location walked = stone;
    do {
      visit(walked);
      walked = NextInChain(walked);
    } while (walked != stone);
  }

  // Neighbours of a point that are empty.
  int EmptyNeighbours(Location point) const;

  // Would a stone of the player here, after its captures, have no liberty? The point is empty.
  bool IsSuicide(Location point, Color player) const;
  // As IsSuicide(); with `multi_stone_suicide` the suicide of several stones is legal. That of a
  // single stone never is.
  bool IsIllegalSuicide(Location point, Color player, bool multi_stone_suicide) const;
  // May the player play here (or pass)? Superko is for the game to judge.
  bool IsLegal(Location move, Color player, bool multi_stone_suicide) const;
  bool IsLegalIgnoringKo(Location move, Color player, bool multi_stone_suicide) const;

  // The single stone that a stone of the player here, all of whose neighbours are the opponent's,
  // would capture alone; kNoLocation if it is not that kind of move.
  Location KoCapturePoint(Location point, Color player) const;

  // Plays on an empty point: captures, sets or clears the simple-ko point, and removes the player's
  // own chain if it is left without liberties. A pass only clears the ko.
  void Play(Location move, Color player);

  // Sets up a stone on an empty point. Nothing is captured; whether every chain is left with a
  // liberty is for the caller to see to. Clears the ko.
  void SetUp(Location point, Color color);

  // Of the size and the stones; neither of the ko nor of who is to move.
  const Hash128& hash() const { return hash_; }
  // The hash after Play(point, player).
  Hash128 HashAfter(Location point, Color player) const;

 private:
  void AddStone(Location point, Color color);
  void Merge(Location point, Location neighbour);
  void RecountLiberties(Location chain);
  int RemoveChain(Location stone);
  void SetColor(Location point, Color color);

  int16_t width_;
  int16_t height_;
  Location ko_ = kNoLocation;
  // By color.
  std::array<int16_t, 4> stones_ = {};
  Hash128 hash_;
  PointColors colors_ = {};
  // By stone; liberties and sizes by the stone that ChainOf() names.
  std::array<Location, kLocations> chain_ = {};
  std::array<Location, kLocations> next_ = {};
  std::array<int16_t, kLocations> liberties_ = {};
  std::array<int16_t, kLocations> sizes_ = {};
};

// The distinct chains of one color next to a point, in the order up, left, right, down.
class AdjacentChains {
 public:
  AdjacentChains(const Board& board, Location point, Color color);

  const Location* begin() const { return chains_.data(); }
  const Location* end() const { return chains_.data() + count_; }

 private:
  std::array<Location, 4> chains_ = {};
  int count_ = 0;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_BOARD_H_
