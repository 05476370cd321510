#ifndef TIDEMARK_REFERENCE_GO_COORDINATES_H_
#define TIDEMARK_REFERENCE_GO_COORDINATES_H_

#include <optional>
#include <string>
#include <string_view>

#include "reference/go/board.h"

namespace tidemark::reference {

// Moves as people say them and programs send them (GTP): a letter for the column from the left,
// without I, and the row from the bottom, as in "Q16"; or "pass".
std::string MoveName(const Board& board, Location move);

// In any case; nothing if it is no move on this board.
std::optional<Location> ParseMoveName(const Board& board, std::string_view text);

// The letter of a column.
char ColumnName(int x);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_COORDINATES_H_
