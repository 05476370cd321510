#include "reference/go/area.h"

#include <algorithm>
#include <array>
#include <vector>

#include "reference/go/benson.h"
#include "reference/go/flood.h"

namespace tidemark::reference {
namespace {

PointColors NobodysPoints() { return {}; }

// Does a part of the area that this point belongs to touch something unsettled here?
bool IsUnsettled(const Board& board, const PointColors& area, Location point) {
  if (board.color(point) == area[Index(point)] && board.Liberties(point) == 1) return true;
  const std::array<Location, 4> around = board.Neighbours(point);
  return std::any_of(around.begin(), around.end(), [&](Location neighbour) {
    return board.color(neighbour) == Color::kEmpty && area[Index(neighbour)] == Color::kEmpty;
  });
}

}  // namespace

PointColors PassAliveArea(const Board& board, bool suicide) {
  PointColors area = NobodysPoints();
  for (const Color player : {Color::kBlack, Color::kWhite}) {
    MarkBensonArea(board, player, {.suicide = suicide}, area);
  }
  return area;
}

PointColors FullArea(const Board& board, bool suicide) {
  PointColors area = NobodysPoints();
  // Black first: what White is safe in overwrites it.
  for (const Color player : {Color::kBlack, Color::kWhite}) {
    MarkBensonArea(board, player,
                   {.safe_territories = true, .unsafe_territories = true, .suicide = suicide},
                   area);
  }
  board.ForEachPoint([&](Location point) {
    if (area[Index(point)] == Color::kEmpty) area[Index(point)] = board.color(point);
  });
  return area;
}

IndependentLife FindIndependentLife(const Board& board, const IndependentLifeOptions& options,
                                    bool suicide) {
  const PointColors full = FullArea(board, suicide);
  IndependentLife life = {.area = NobodysPoints()};
  PointSet seen;
  std::vector<Location> part;
  board.ForEachPoint([&](Location start) {
    const Color owner = full[Index(start)];
    if (owner == Color::kEmpty || seen.test(Index(start))) return;
    Flood(board, start, seen, part, [&](Location point) { return full[Index(point)] == owner; });
    const auto unsettled = [&](Location point) { return IsUnsettled(board, full, point); };
    if (std::any_of(part.begin(), part.end(), unsettled)) return;
    for (const Location point : part) life.area[Index(point)] = owner;
    life.white_minus_black_regions += owner == Color::kWhite ? 1 : -1;
  });
  board.ForEachPoint([&](Location point) {
    const Color owner = full[Index(point)];
    const bool stone = owner == board.color(point);
    const bool keep = stone ? options.keep_stones : options.keep_territories;
    if (owner != Color::kEmpty && keep) life.area[Index(point)] = owner;
  });
  return life;
}

}  // namespace tidemark::reference
