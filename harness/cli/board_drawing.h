#ifndef TIDEMARK_HARNESS_CLI_BOARD_DRAWING_H_
#define TIDEMARK_HARNESS_CLI_BOARD_DRAWING_H_

#include <span>
#include <string>
#include <vector>

#include "reference/go/board.h"

namespace tidemark::harness {

struct BoardDrawingOptions {
  // Shade each point with its ownership, by a palette of 256 colors. Otherwise the ownership is
  // drawn beside the board, in letters.
  bool color = false;
  // Stones as circles; otherwise X for Black's and O for White's.
  bool unicode = false;
};

// A board for terminals, with coordinates. `marked` are points that stand with their number from 1
// in place of what they show, at most nine. `last` stands in brackets where it is a point.
// `white_ownership` is [H, W] of the board, from -1 (Black's) to 1 (White's).
std::string DrawBoard(const reference::Board& board, std::span<const reference::Location> marked,
                      reference::Location last, std::span<const float> white_ownership,
                      const BoardDrawingOptions& options);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_BOARD_DRAWING_H_
