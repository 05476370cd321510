#ifndef TIDEMARK_REFERENCE_GO_COLOR_H_
#define TIDEMARK_REFERENCE_GO_COLOR_H_

#include <cstdint>
#include <string_view>

namespace tidemark::reference {

// What a point of a board holds; black and white also name the players. The wall surrounds every
// board, so that neighbours can be looked at without asking whether they are there.
enum class Color : uint8_t { kEmpty = 0, kBlack = 1, kWhite = 2, kWall = 3 };

// The other player; for black and white only.
constexpr Color Opponent(Color player) {
  return player == Color::kBlack ? Color::kWhite : Color::kBlack;
}

// "Black" or "White".
constexpr std::string_view NameOf(Color player) {
  return player == Color::kBlack ? "Black" : "White";
}

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_COLOR_H_
