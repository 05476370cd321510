#ifndef TIDEMARK_REFERENCE_GO_ERROR_TEST_WALK_H_
#define TIDEMARK_REFERENCE_GO_ERROR_TEST_WALK_H_

#include <functional>

#include "reference/go/game_record.h"
#include "reference/go/sgf_tree.h"

namespace tidemark::reference {

// A game as it was recorded, and where it stands after the last of its moves.
struct WalkedPosition {
  GameRecord record = {};
  Game game;
};

// Told of each position. Returns whether to go on.
using OnWalkedPosition = std::function<bool(const WalkedPosition&)>;

// Walks one game of a tree as KataGo's backend-error test collects its positions:
//   - through every variation, in the order of the file, and from the root on;
//   - under that test's rules, whatever the file says: area scoring, situational superko, suicide,
//     no tax, komi 7.5;
//   - stones set up anywhere, and a change of the player, begin the history anew; moves out of turn
//     and against superko do so from the position before them;
//   - without positions of finished games, positions after two passes, and positions that had the
//     same stones, player and ko as one before.
// Returns whether it came to its end. Throws FormatError with the byte for a move against simple
// ko, onto a stone or into the suicide of a single stone, and for what ReadSgfGame() refuses of
// values.
bool WalkErrorTestPositions(const SgfTree& tree, SgfTree::NodeId root,
                            const OnWalkedPosition& on_position);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_ERROR_TEST_WALK_H_
