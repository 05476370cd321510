#ifndef TIDEMARK_REFERENCE_GO_TESTS_RANDOM_PLAY_H_
#define TIDEMARK_REFERENCE_GO_TESTS_RANDOM_PLAY_H_

// For tests only: random rules, boards and moves, the same on every platform.

#include <array>
#include <cstddef>
#include <random>
#include <utility>
#include <vector>

#include "reference/go/game.h"

namespace tidemark::reference::testing {

// From 0 to below `count`.
inline int Pick(std::mt19937& random, int count) {
  return static_cast<int>(random() % static_cast<uint32_t>(count));
}

inline bool Chance(std::mt19937& random, int percent) { return Pick(random, 100) < percent; }

inline Color PickPlayer(std::mt19937& random) {
  return Pick(random, 2) == 0 ? Color::kBlack : Color::kWhite;
}

// One of the moves for which `allowed` holds, mostly a point; a pass where no point is allowed.
template <typename Allowed>
Location PickMove(const Board& board, std::mt19937& random, int pass_percent, Allowed allowed) {
  if (Chance(random, pass_percent)) return kPass;
  std::vector<Location> moves;
  for (int y = 0; y < board.height(); ++y) {
    for (int x = 0; x < board.width(); ++x) {
      if (allowed(board.At(x, y))) moves.push_back(board.At(x, y));
    }
  }
  return moves.empty() ? kPass
                       : moves[static_cast<size_t>(Pick(random, static_cast<int>(moves.size())))];
}

// Komi too is drawn, from -10 to 10 points.
inline Rules PickRules(std::mt19937& random) {
  Rules rules;
  rules.ko = static_cast<KoRule>(Pick(random, 4));
  rules.scoring = static_cast<ScoringRule>(Pick(random, 2));
  rules.tax = static_cast<TaxRule>(Pick(random, 3));
  rules.multi_stone_suicide = Chance(random, 50);
  rules.button = rules.scoring == ScoringRule::kArea && Chance(random, 25);
  rules.white_handicap_bonus = static_cast<WhiteHandicapBonus>(Pick(random, 3));
  rules.friendly_pass_ok = Chance(random, 50);
  rules.komi = static_cast<float>(Pick(random, 41) - 20) / 2;
  return rules;
}

// Stones here and there, none of them without a liberty.
inline Board PickBoard(std::mt19937& random, int width, int height, int stone_percent) {
  Board board(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      if (!Chance(random, stone_percent)) continue;
      const Location point = board.At(x, y);
      const Color player = PickPlayer(random);
      if (board.IsLegal(point, player, /*multi_stone_suicide=*/false)) board.Play(point, player);
    }
  }
  board.ClearKo();
  return board;
}

}  // namespace tidemark::reference::testing

#endif  // TIDEMARK_REFERENCE_GO_TESTS_RANDOM_PLAY_H_
