#ifndef TIDEMARK_REFERENCE_GO_SGF_VALUES_H_
#define TIDEMARK_REFERENCE_GO_SGF_VALUES_H_

#include <vector>

#include "reference/go/board.h"
#include "reference/go/sgf_tree.h"

namespace tidemark::reference {

// Values of SGF properties on a board. Each of these throws FormatError with the byte for a value
// that is something else.

// SZ: "19", or "13:9" for width and height.
Board ReadSgfSize(const SgfTree& tree, const SgfTree::Value& value);

// B and W: a point, or nothing or `tt` for a pass.
Location ReadSgfMove(const SgfTree& tree, const SgfTree::Value& value, const Board& board);

// AB, AW and AE: a point, or the upper left and the lower right corner of a rectangle.
std::vector<Location> ReadSgfPoints(const SgfTree& tree, const SgfTree::Value& value,
                                    const Board& board);

// PL: "B", "black", "w", ...
Color ReadSgfPlayer(const SgfTree& tree, const SgfTree::Value& value);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_SGF_VALUES_H_
