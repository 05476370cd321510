#ifndef TIDEMARK_REFERENCE_GO_FLOOD_H_
#define TIDEMARK_REFERENCE_GO_FLOOD_H_

#include <cstddef>
#include <vector>

#include "reference/go/board.h"

namespace tidemark::reference {

// Sets `points` to the connected part around `start` in which `belongs` holds, and marks it as
// seen. `start` belongs and was not seen; `belongs` is never asked about walls.
template <typename Belongs>
void Flood(const Board& board, Location start, PointSet& seen, std::vector<Location>& points,
           Belongs belongs) {
  points.assign(1, start);
  seen.set(static_cast<size_t>(start));
  for (size_t next = 0; next < points.size(); ++next) {
    for (const Location neighbour : board.Neighbours(points[next])) {
      const auto index = Index(neighbour);
      if (!board.Contains(neighbour) || seen.test(index) || !belongs(neighbour)) continue;
      seen.set(index);
      points.push_back(neighbour);
    }
  }
}

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_FLOOD_H_
