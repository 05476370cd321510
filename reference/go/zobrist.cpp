#include "reference/go/zobrist.h"

#include <cstdio>
#include <memory>

#include "reference/go/katago_random.h"

namespace tidemark::reference {
namespace {

Hash128 Draw(KataGoRandom& random) {
  const uint64_t low = random.Next64();
  return {.low = low, .high = random.Next64()};
}

std::unique_ptr<Zobrist> MakeTables() {
  auto tables = std::make_unique<Zobrist>();
  KataGoRandom boards("Board::initHash()");
  for (Hash128& hash : tables->player) hash = Draw(boards);
  for (Hash128& hash : tables->encore) hash = Draw(boards);
  for (size_t location = 0; location < kLocations; ++location) {
    for (const size_t color : {1U, 2U}) {
      tables->stone[location][color] = Draw(boards);
      tables->ko_mark[location][color] = Draw(boards);
    }
    tables->ko_location[location] = Draw(boards);
  }
  KataGoRandom encores("Board::initHash() for ZOBRIST_SECOND_ENCORE_START hashes");
  for (auto& hashes : tables->second_encore_start) {
    for (const size_t color : {1U, 2U}) hashes[color] = Draw(encores);
  }
  KataGoRandom sizes("Board::initHash() for ZOBRIST_SIZE hashes");
  for (size_t size = 0; size < tables->width.size(); ++size) {
    tables->width[size] = Draw(sizes);
    tables->height[size] = Draw(sizes);
  }
  return tables;
}

}  // namespace

std::string ToHex(const Hash128& hash) {
  char text[33];
  std::snprintf(text, sizeof text, "%016llX%016llX", static_cast<unsigned long long>(hash.high),
                static_cast<unsigned long long>(hash.low));
  return text;
}

const Zobrist& ZobristTables() {
  static const std::unique_ptr<Zobrist> tables = MakeTables();
  return *tables;
}

}  // namespace tidemark::reference
