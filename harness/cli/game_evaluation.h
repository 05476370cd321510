#ifndef TIDEMARK_HARNESS_CLI_GAME_EVALUATION_H_
#define TIDEMARK_HARNESS_CLI_GAME_EVALUATION_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "harness/cli/board_drawing.h"
#include "harness/report/layer_profile.h"
#include "reference/cases/position.h"
#include "reference/go/zobrist.h"
#include "reference/outputs/post_process.h"

namespace tidemark::harness {

// What a network makes of a position of a game.
struct GameEvaluation {
  // File names, for people.
  std::string model = {};
  std::string game = {};
  std::string black = {};
  std::string white = {};
  // Of the whole game; the position is after some of them.
  size_t moves = 0;
  std::string backend = {};
  std::string precision = {};
  bool emulated = false;
  // Of the processor; absent for a device of its own.
  std::optional<int> threads = {};
  int symmetry = 0;
  // How the policy was read.
  double optimism = 0;
  double temperature = 1;
  int version = 0;
  reference::Position position;
  // KataGo's `nnHash` of the position, without metadata.
  reference::Hash128 hash = {};
  // Over its buffer.
  reference::PostProcessed outputs = {};
  // Seconds of each evaluation.
  std::vector<double> wall_s = {};
  // What its layers cost, where that was asked for.
  std::optional<LayerProfile> profile = {};
};

// A legal move with its probability, as a fraction.
struct RankedMove {
  reference::Location move = reference::kPass;
  float probability = 0;
};

// The legal moves, the most probable first; of equal ones the first in the order of the board, the
// pass last.
std::vector<RankedMove> RankMoves(const GameEvaluation& evaluation);

// For people: the board with the first moves and the ownership, and the figures in words.
std::string EvaluationText(const GameEvaluation& evaluation, const BoardDrawingOptions& options);

// As JSON (kind `tidemark.evaluation`).
std::string EvaluationJson(const GameEvaluation& evaluation);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_GAME_EVALUATION_H_
