#ifndef TIDEMARK_REFERENCE_INPUTS_POSITION_HASH_H_
#define TIDEMARK_REFERENCE_INPUTS_POSITION_HASH_H_

#include "reference/go/game.h"
#include "reference/go/zobrist.h"
#include "reference/inputs/position_features.h"
#include "reference/inputs/symmetry.h"

namespace tidemark::reference {

// KataGo's hash of a position with its rules, komi and whose turn it is. Of the options only the
// draw's worth and `pass_alive_suicide` count.
Hash128 SituationHash(const Game& game, const FeatureOptions& options);

// KataGo's `nnHash`: the situation, and what else of the game its evaluation depends on. It is
// KataGo's for the default options, but for `pass_alive_suicide`, and for networks without
// metadata.
Hash128 EvaluationHash(const Game& game, const FeatureOptions& options);

// The symmetry under which KataGo's backend-error test evaluates a position.
Symmetry ErrorTestSymmetry(const Game& game);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_INPUTS_POSITION_HASH_H_
