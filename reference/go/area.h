#ifndef TIDEMARK_REFERENCE_GO_AREA_H_
#define TIDEMARK_REFERENCE_GO_AREA_H_

#include "reference/go/board.h"

namespace tidemark::reference {

// Whose each point of a board is: kEmpty for nobody's, kEmpty for walls too. `suicide` throughout
// says whether several stones may be given up at once, which decides what is alive for certain.

// Area by Benson's algorithm with territory: chains that no play of the opponent can kill and what
// they enclose, then all that only one color reaches, then every stone left.
PointColors FullArea(const Board& board, bool suicide);

// Only what is alive without a single answer: chains that the opponent cannot kill even if their
// owner always passes, and the regions that they make safe.
PointColors PassAliveArea(const Board& board, bool suicide);

// Which points of the full area count for their owner though they are no part of independent life.
struct IndependentLifeOptions {
  // Territory (empty points and dead stones) in seki.
  bool keep_territories = false;
  // Stones in seki.
  bool keep_stones = false;
};

struct IndependentLife {
  PointColors area = {};
  // Connected parts of the area that live by themselves: White's less Black's.
  int white_minus_black_regions = 0;
};

// The full area less the parts in seki. A connected part of one color is in seki if it touches a
// point that is nobody's, or if a chain of its own in it is in atari.
IndependentLife FindIndependentLife(const Board& board, const IndependentLifeOptions& options,
                                    bool suicide);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_AREA_H_
