#include <cmath>

#include <nlohmann/json.hpp>

#include "harness/cli/game_evaluation.h"
#include "harness/cli/profile_json.h"
#include "harness/measure/statistics.h"
#include "reference/go/coordinates.h"
#include "reference/go/rules_text.h"

namespace tidemark::harness {
namespace {

using Json = nlohmann::ordered_json;

// JSON knows no infinity; a network whose outputs are not numbers is told so.
void Set(Json& json, const std::string& key, double value) {
  json[key] = std::isfinite(value) ? Json(value) : Json();
  if (!std::isfinite(value)) json[key + "_reason"] = "an output of the network is not a number";
}

void SetPredictedError(Json& json, const std::string& key, int version, float value) {
  if (version > 8) return Set(json, key, value);
  json[key] = nullptr;
  json[key + "_reason"] = "networks of version 8 do not predict it";
}

Json MovesJson(const GameEvaluation& evaluation) {
  Json list = Json::array();
  for (const RankedMove& ranked : RankMoves(evaluation)) {
    Json& move = list.emplace_back(Json::object());
    move["move"] = MoveName(evaluation.position.game.board(), ranked.move);
    Set(move, "probability", ranked.probability);
  }
  return list;
}

// [H][W] of the board.
Json OwnershipJson(const GameEvaluation& evaluation) {
  const reference::Board& board = evaluation.position.game.board();
  Json rows = Json::array();
  for (int y = 0; y < board.height(); ++y) {
    const auto row = evaluation.outputs.white_ownership.begin() +
                     static_cast<ptrdiff_t>(y) * evaluation.outputs.width;
    rows.push_back(std::vector<float>(row, row + board.width()));
  }
  return rows;
}

void SetOutputs(Json& json, int version, const reference::PostProcessed& outputs) {
  Set(json, "white_winrate", WhiteWinrate(outputs));
  Set(json, "white_win", outputs.white_win);
  Set(json, "white_loss", outputs.white_loss);
  Set(json, "no_result", outputs.no_result);
  Set(json, "white_lead", outputs.white_lead);
  Set(json, "white_score_mean", outputs.white_score_mean);
  Set(json, "score_stdev", ScoreStdev(outputs));
  SetPredictedError(json, "variance_time", version, outputs.variance_time);
  SetPredictedError(json, "shortterm_value_error", version, outputs.shortterm_value_error);
  SetPredictedError(json, "shortterm_score_error", version, outputs.shortterm_score_error);
}

Json WallJson(const GameEvaluation& evaluation) {
  const Summary summary = *Summarise(evaluation.wall_s);
  return {{"min", summary.min}, {"median", summary.median}, {"max", summary.max}, {"n", summary.n}};
}

}  // namespace

std::string EvaluationJson(const GameEvaluation& evaluation) {
  const reference::Position& position = evaluation.position;
  Json json = {{"kind", "tidemark.evaluation"},
               {"model", evaluation.model},
               {"version", evaluation.version},
               {"backend", evaluation.backend},
               {"precision", evaluation.precision},
               {"emulated", evaluation.emulated},
               {"threads", evaluation.threads.has_value() ? nlohmann::json(*evaluation.threads)
                                                          : nlohmann::json()},
               {"symmetry", evaluation.symmetry},
               {"optimism", evaluation.optimism},
               {"temperature", evaluation.temperature},
               {"game", evaluation.game},
               {"game_moves", evaluation.moves},
               {"move", position.record.moves.size()},
               {"position", PositionToJson(position)},
               {"finished", position.game.finished()},
               {"nn_hash", ToHex(evaluation.hash)}};
  SetOutputs(json, evaluation.version, evaluation.outputs);
  json["moves"] = MovesJson(evaluation);
  json["white_ownership"] = OwnershipJson(evaluation);
  json["evaluate_s"] = WallJson(evaluation);
  if (evaluation.profile.has_value()) json["profile"] = ProfileJson(*evaluation.profile);
  // File names may be in any encoding.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tidemark::harness
