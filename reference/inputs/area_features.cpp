#include "reference/inputs/area_features.h"

#include <cstddef>

#include "reference/go/area.h"

namespace tidemark::reference {
namespace {

// What a group pays for living by itself.
constexpr int kGroupTax = 2;

}  // namespace

ShownArea ShowArea(const Game& game, bool suicide) {
  const Rules& rules = game.rules();
  const bool territory = rules.scoring == ScoringRule::kTerritory;
  ShownArea shown;
  if (territory && game.encore_phase() < 2) return shown;
  shown.present = true;
  if (!territory && rules.tax == TaxRule::kNone) {
    shown.owners = FullArea(game.board(), suicide);
  } else {
    const IndependentLife life = FindIndependentLife(
        game.board(),
        {.keep_territories = territory && rules.tax == TaxRule::kNone, .keep_stones = !territory},
        suicide);
    shown.owners = life.area;
    if (rules.tax == TaxRule::kAll) {
      shown.white_minus_black -= kGroupTax * life.white_minus_black_regions;
    }
  }
  for (size_t point = 0; point < kLocations; ++point) {
    Color& owner = shown.owners[point];
    const Color stone = game.board().colors()[point];
    // Stones that have stood since the cleanup began are their owner's.
    if (territory && owner == Color::kEmpty && stone == game.second_encore_start()[point] &&
        stone != Color::kWall) {
      owner = stone;
    }
    if (owner == Color::kWhite) ++shown.white_minus_black;
    if (owner == Color::kBlack) --shown.white_minus_black;
  }
  return shown;
}

}  // namespace tidemark::reference
