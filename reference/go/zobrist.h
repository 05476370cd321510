#ifndef TIDEMARK_REFERENCE_GO_ZOBRIST_H_
#define TIDEMARK_REFERENCE_GO_ZOBRIST_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "reference/go/color.h"
#include "reference/go/location.h"

namespace tidemark::reference {

// 128 bits that stand for a position. Combined by exclusive or.
struct Hash128 {
  uint64_t low = 0;
  uint64_t high = 0;

  Hash128& operator^=(const Hash128& other) {
    low ^= other.low;
    high ^= other.high;
    return *this;
  }
  friend Hash128 operator^(Hash128 a, const Hash128& b) { return a ^= b; }
  friend bool operator==(const Hash128&, const Hash128&) = default;
};

// 32 upper-case hexadecimal digits, the high word first.
std::string ToHex(const Hash128& hash);

// The constants that hashes of positions are combined of. They are KataGo's own, so that its
// evaluations can be told apart and put in order by their `nnHash`.
struct Zobrist {
  // By Color. Index 0 and 3 of the players are drawn, and not used.
  std::array<Hash128, 4> player = {};
  // By encore phase.
  std::array<Hash128, 3> encore = {};
  // By location and color.
  std::array<std::array<Hash128, 3>, kLocations> stone = {};
  std::array<std::array<Hash128, 3>, kLocations> ko_mark = {};
  std::array<std::array<Hash128, 3>, kLocations> second_encore_start = {};
  // By location.
  std::array<Hash128, kLocations> ko_location = {};
  // By number of columns and of rows.
  std::array<Hash128, kLargestGoBoard + 1> width = {};
  std::array<Hash128, kLargestGoBoard + 1> height = {};

  const Hash128& Player(Color color) const { return player[static_cast<size_t>(color)]; }
  const Hash128& Stone(Location location, Color color) const {
    return stone[Index(location)][static_cast<size_t>(color)];
  }
};

// Made at the first call.
const Zobrist& ZobristTables();

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_ZOBRIST_H_
