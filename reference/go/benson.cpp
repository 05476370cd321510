#include "reference/go/benson.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "reference/go/flood.h"

namespace tidemark::reference {
namespace {

// A connected set of points without stones of the player, at least one of them empty.
struct Region {
  std::vector<Location> points = {};
  // Chains of the player, by Board::ChainOf(): those next to the region, and those that have an eye
  // in it.
  std::vector<Location> border = {};
  std::vector<Location> vital = {};
  // Points that touch no stone of the player.
  int inner_points = 0;
  bool has_opponent = false;
  // Every chain of the border lives for certain.
  bool safe = true;
};

Region MakeRegion(const Board& board, Color player, bool suicide, std::vector<Location> points) {
  Region region = {.points = std::move(points)};
  PointSet bordering;
  bool first = true;
  for (const Location point : region.points) {
    const AdjacentChains chains(board, point, player);
    for (const Location chain : chains) {
      if (bordering.test(Index(chain))) continue;
      bordering.set(Index(chain));
      region.border.push_back(chain);
    }
    if (chains.begin() == chains.end()) ++region.inner_points;
    const bool empty = board.color(point) == Color::kEmpty;
    if (!empty) region.has_opponent = true;
    if (!empty && !suicide) continue;
    if (first) {
      region.vital.assign(chains.begin(), chains.end());
      first = false;
    } else {
      std::erase_if(region.vital, [&](Location chain) {
        return std::find(chains.begin(), chains.end(), chain) == chains.end();
      });
    }
  }
  return region;
}

std::vector<Region> FindRegions(const Board& board, Color player, bool suicide) {
  std::vector<Region> regions;
  PointSet seen;
  std::vector<Location> points;
  board.ForEachPoint([&](Location start) {
    if (board.color(start) != Color::kEmpty || seen.test(Index(start))) return;
    Flood(board, start, seen, points, [&](Location point) { return board.color(point) != player; });
    regions.push_back(MakeRegion(board, player, suicide, points));
  });
  return regions;
}

// Removes chains with fewer than two eyes, and with them the safety of the regions that they
// border, until none is left to remove. Returns the chains that live, by Board::ChainOf().
PointSet KeepAlive(const std::vector<Location>& chains, std::vector<Region>& regions) {
  PointSet alive;
  for (const Location chain : chains) alive.set(Index(chain));
  bool changed = true;
  while (changed) {
    std::array<int, kLocations> eyes = {};
    for (const Region& region : regions) {
      if (!region.safe) continue;
      for (const Location chain : region.vital) ++eyes[Index(chain)];
    }
    changed = false;
    for (const Location chain : chains) {
      if (!alive.test(Index(chain)) || eyes[Index(chain)] >= 2) continue;
      alive.reset(Index(chain));
      changed = true;
    }
    for (Region& region : regions) {
      region.safe = region.safe && std::all_of(region.border.begin(), region.border.end(),
                                               [&](Location chain) { return alive[Index(chain)]; });
    }
  }
  return alive;
}

void MarkRegion(const Region& region, Color player, const BensonOptions& options,
                PointColors& area) {
  if (region.safe &&
      (region.inner_points <= 1 || (options.safe_territories && !region.has_opponent))) {
    for (const Location point : region.points) area[Index(point)] = player;
  } else if (options.unsafe_territories && !region.has_opponent) {
    for (const Location point : region.points) {
      if (area[Index(point)] == Color::kEmpty) area[Index(point)] = player;
    }
  }
}

}  // namespace

void MarkBensonArea(const Board& board, Color player, const BensonOptions& options,
                    PointColors& area) {
  if (board.stones(player) == 0) return;
  std::vector<Location> stones;
  std::vector<Location> chains;
  board.ForEachPoint([&](Location point) {
    if (board.color(point) != player) return;
    stones.push_back(point);
    if (board.ChainOf(point) == point) chains.push_back(point);
  });
  std::vector<Region> regions = FindRegions(board, player, options.suicide);
  const PointSet alive = KeepAlive(chains, regions);
  for (const Location stone : stones) {
    if (alive.test(Index(board.ChainOf(stone)))) area[Index(stone)] = player;
  }
  for (const Region& region : regions) MarkRegion(region, player, options, area);
}

}  // namespace tidemark::reference
