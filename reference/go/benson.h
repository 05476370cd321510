#ifndef TIDEMARK_REFERENCE_GO_BENSON_H_
#define TIDEMARK_REFERENCE_GO_BENSON_H_

#include "reference/go/board.h"

namespace tidemark::reference {

// What counts as a player's besides the chains that live for certain and the regions in which the
// opponent has no room to live.
struct BensonOptions {
  // Regions without a stone of the opponent, around which all chains live for certain.
  bool safe_territories = false;
  // Other regions without a stone of the opponent, where nobody else's mark stands yet.
  bool unsafe_territories = false;
  // Several stones may be given up at once: then the opponent can fill a region whole, and every
  // point of it has to touch a chain for that chain to have an eye there.
  bool suicide = false;
};

// Marks one player's area, by Benson's algorithm. What is safe overwrites older marks. A player
// without a stone on the board gets nothing.
void MarkBensonArea(const Board& board, Color player, const BensonOptions& options,
                    PointColors& area);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_BENSON_H_
