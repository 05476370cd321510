#ifndef TIDEMARK_REFERENCE_INPUTS_AREA_FEATURES_H_
#define TIDEMARK_REFERENCE_INPUTS_AREA_FEATURES_H_

#include "reference/go/game.h"

namespace tidemark::reference {

// Whose each point is under the rules of a game, as far as networks are shown.
struct ShownArea {
  // Under territory scoring areas are shown in the second cleanup phase only.
  bool present = false;
  PointColors owners = {};
  // White's points less Black's: the points above and group tax, without komi.
  int white_minus_black = 0;
};

// `suicide`: compute with multi-stone suicide.
ShownArea ShowArea(const Game& game, bool suicide);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_INPUTS_AREA_FEATURES_H_
