#ifndef TIDEMARK_REFERENCE_GO_LOCATION_H_
#define TIDEMARK_REFERENCE_GO_LOCATION_H_

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>

#include "reference/go/color.h"

namespace tidemark::reference {

// Sides of a board.
inline constexpr int kSmallestGoBoard = 2;
inline constexpr int kLargestGoBoard = 19;

// A point of a board of width W: (x + 1) + (y + 1) * (W + 1), with x to the right and y downwards
// from 0. One column of wall stands between the end of each row and the beginning of the next. The
// same numbering indexes the tables of hashes (zobrist.h).
using Location = int16_t;

// No point at all, and the pass as a move: neither is a point of any board.
inline constexpr Location kNoLocation = 0;
inline constexpr Location kPass = 1;

// Numbers of all points and walls of the largest board.
inline constexpr int kLocations = (kLargestGoBoard + 1) * (kLargestGoBoard + 2) + 1;

// A location as an index into the arrays and sets below.
constexpr size_t Index(Location location) { return static_cast<size_t>(location); }

// Something said of each point.
using PointSet = std::bitset<kLocations>;
using PointColors = std::array<Color, kLocations>;

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_LOCATION_H_
