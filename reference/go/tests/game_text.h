#ifndef TIDEMARK_REFERENCE_GO_TESTS_GAME_TEXT_H_
#define TIDEMARK_REFERENCE_GO_TESTS_GAME_TEXT_H_

// For tests only: moves of a game as text.

#include <cctype>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "reference/go/game.h"
#include "reference/go/tests/board_text.h"

namespace tidemark::reference::testing {

inline constexpr Rules kJapanese = {.ko = KoRule::kSimple,
                                    .scoring = ScoringRule::kTerritory,
                                    .tax = TaxRule::kSeki,
                                    .multi_stone_suicide = false,
                                    .komi = 6.5F};

// Moves such as "B(2,1) W(0,13) B pass".
inline std::vector<Move> MovesFrom(const Board& board, std::string_view text) {
  std::vector<Move> moves;
  size_t at = 0;
  const auto fail = [&] { throw std::invalid_argument("not moves: " + std::string(text)); };
  const auto take = [&](std::string_view expected) {
    if (!text.substr(at).starts_with(expected)) return false;
    at += expected.size();
    return true;
  };
  const auto number = [&] {
    const size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    if (at == begin) fail();
    return std::stoi(std::string(text.substr(begin, at - begin)));
  };
  while (at < text.size()) {
    if (take(" ")) continue;
    Move move = {.player = Color::kBlack};
    if (take("W")) {
      move.player = Color::kWhite;
    } else if (!take("B")) {
      fail();
    }
    if (take("(")) {
      const int x = number();
      if (!take(",")) fail();
      const int y = number();
      if (!take(")")) fail();
      move.location = board.At(x, y);
    } else if (!take(" pass")) {
      fail();
    }
    moves.push_back(move);
  }
  return moves;
}

// Plays them. Each has to be playable.
inline void PlayAll(Game& game, std::string_view text) {
  for (const Move& move : MovesFrom(game.board(), text)) {
    if (!game.IsPlayable(move.location, move.player)) {
      throw std::invalid_argument("not playable: " + PointText(game.board(), move.location));
    }
    game.Play(move.location, move.player);
  }
}

// What the rules allow the next player, besides the pass.
inline std::string LegalPoints(const Game& game) {
  return PointsWhere(game.board(), [&](Location point) { return game.IsLegal(point); });
}

inline std::string SuperkoBans(const Game& game) {
  return PointsWhere(game.board(), [&](Location point) { return game.IsSuperkoBanned(point); });
}

inline std::string BlockedKos(const Game& game) {
  return PointsOf(game.board(), game.ko_blocked());
}

}  // namespace tidemark::reference::testing

#endif  // TIDEMARK_REFERENCE_GO_TESTS_GAME_TEXT_H_
