#ifndef TIDEMARK_REFERENCE_INPUTS_POSITION_HASH_H_
#define TIDEMARK_REFERENCE_INPUTS_POSITION_HASH_H_

#include "reference/go/game.h"
#include "reference/go/zobrist.h"
#include "reference/inputs/symmetry.h"

namespace tidemark::reference {

// KataGo's hash of a position with its rules, komi and whose turn it is. The other arguments are
// those of FeatureOptions.
Hash128 SituationHash(const Game& game, bool pass_alive_suicide = false,
                      double draw_equivalent_wins_for_white = 0.5);

// KataGo's `nnHash`: the situation, and what else of the game its evaluation depends on, where all
// other options have their defaults and the network has no metadata encoder.
Hash128 EvaluationHash(const Game& game, bool pass_alive_suicide = false,
                       double draw_equivalent_wins_for_white = 0.5);

// The symmetry under which KataGo's backend-error test evaluates a position.
Symmetry ErrorTestSymmetry(const Game& game);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_INPUTS_POSITION_HASH_H_
