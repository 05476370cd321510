#include <algorithm>
#include <cmath>
#include <cstdio>

#include "harness/cli/game_evaluation.h"
#include "harness/measure/statistics.h"
#include "harness/report/profile_table.h"
#include "harness/report/profile_text.h"
#include "reference/go/coordinates.h"
#include "reference/go/rules_text.h"

namespace tidemark::harness {
namespace {

using reference::Board;
using reference::Color;
using reference::Location;

// Moves that are marked on the board and listed.
constexpr size_t kShownMoves = 9;
// Layers that are listed of a profile.
constexpr size_t kListedLayers = 12;

template <typename... Values>
std::string Format(const char* format, Values... values) {
  char text[256];
  std::snprintf(text, sizeof text, format, values...);
  return text;
}

std::string PositionLine(const GameEvaluation& evaluation) {
  const reference::GameRecord& record = evaluation.position.record;
  const reference::Game& game = evaluation.position.game;
  std::string text = evaluation.game;
  if (!evaluation.black.empty() || !evaluation.white.empty()) {
    text += " (" + (evaluation.black.empty() ? "?" : evaluation.black) + " - " +
            (evaluation.white.empty() ? "?" : evaluation.white) + ")";
  }
  text += ", after " + std::to_string(record.moves.size()) + " of " +
          std::to_string(evaluation.moves) + " moves";
  if (!record.moves.empty()) {
    const reference::Move& last = record.moves.back();
    text += ", the last " + std::string(NameOf(last.player)) + " " +
            MoveName(record.start, last.location);
  }
  text += "\n" + std::string(NameOf(game.next())) + " to move, rules " +
          reference::NameOf(record.rules) +
          Format(", komi %g", static_cast<double>(record.rules.komi));
  if (game.encore_phase() > 0) {
    text += ", cleanup phase " + std::to_string(game.encore_phase());
  }
  if (game.finished()) text += ", the game is over";
  return text + "\n" + evaluation.model + " on " + evaluation.backend + ", " +
         evaluation.precision + (evaluation.emulated ? ", emulated" : "") + "\n\n";
}

// The ownership on the board, cut out of the buffer's.
std::vector<float> BoardOwnership(const GameEvaluation& evaluation) {
  const Board& board = evaluation.position.game.board();
  std::vector<float> ownership;
  for (int y = 0; y < board.height(); ++y) {
    const auto row = evaluation.outputs.white_ownership.begin() +
                     static_cast<ptrdiff_t>(y) * evaluation.outputs.width;
    ownership.insert(ownership.end(), row, row + board.width());
  }
  return ownership;
}

std::string Drawing(const GameEvaluation& evaluation, const std::vector<RankedMove>& moves,
                    const BoardDrawingOptions& options) {
  std::vector<Location> marked;
  // A pass keeps its number, and has no place on the board.
  for (size_t i = 0; i < std::min(moves.size(), kShownMoves); ++i) marked.push_back(moves[i].move);
  const auto& played = evaluation.position.record.moves;
  const Location last = played.empty() ? reference::kPass : played.back().location;
  return DrawBoard(evaluation.position.game.board(), marked, last, BoardOwnership(evaluation),
                   options);
}

std::string Figures(const reference::PostProcessed& outputs) {
  const double white = WhiteWinrate(outputs);
  const double mean = outputs.white_score_mean;
  const double lead = outputs.white_lead;
  std::string text =
      Format("winrate   Black %.1f %%, White %.1f %%", 100 * (1 - white), 100 * white);
  if (outputs.no_result > 0) {
    text += Format(", no result %.2f %%", 100.0 * static_cast<double>(outputs.no_result));
  }
  text += Format("\nlead      %s by %.1f points\n", lead < 0 ? "Black" : "White", std::abs(lead));
  text += Format("score     %s by %.1f points on average, give or take %.1f\n",
                 mean < 0 ? "Black" : "White", std::abs(mean), ScoreStdev(outputs));
  // Networks of version 8 do not predict it.
  if (outputs.shortterm_value_error != -1.0F) {
    text += Format("expected  to be off by %.1f %% and %.1f points\n",
                   100.0 * static_cast<double>(outputs.shortterm_value_error),
                   static_cast<double>(outputs.shortterm_score_error));
  }
  return text;
}

std::string MoveList(const GameEvaluation& evaluation, const std::vector<RankedMove>& moves) {
  std::string text = "\n";
  for (size_t i = 0; i < std::min(moves.size(), kShownMoves); ++i) {
    text += Format("%zu  %-4s  %6.2f %%\n", i + 1,
                   MoveName(evaluation.position.game.board(), moves[i].move).c_str(),
                   100.0 * static_cast<double>(moves[i].probability));
  }
  return text;
}

std::string Timing(const GameEvaluation& evaluation) {
  if (evaluation.wall_s.size() < 2) return "";
  const Summary summary = *Summarise(evaluation.wall_s);
  std::string on = "the device";
  if (const auto threads = evaluation.threads) {
    on = std::to_string(*threads) + (*threads == 1 ? " thread" : " threads");
  }
  return Format("\n%zu evaluations on %s: median %.2f ms, from %.2f to %.2f ms\n",
                evaluation.wall_s.size(), on.c_str(), 1e3 * summary.median, 1e3 * summary.min,
                1e3 * summary.max);
}

std::string Layers(const GameEvaluation& evaluation) {
  if (!evaluation.profile.has_value()) return "";
  return "\nlayers, " + ProfileBasis(*evaluation.profile) + ":\n" +
         ProfileText(*evaluation.profile, kListedLayers);
}

}  // namespace

std::string EvaluationText(const GameEvaluation& evaluation, const BoardDrawingOptions& options) {
  const std::vector<RankedMove> moves = RankMoves(evaluation);
  return PositionLine(evaluation) + Drawing(evaluation, moves, options) + "\n" +
         Figures(evaluation.outputs) + MoveList(evaluation, moves) + Timing(evaluation) +
         Layers(evaluation);
}

}  // namespace tidemark::harness
