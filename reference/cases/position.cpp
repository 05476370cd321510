#include "reference/cases/position.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/io/strict_json.h"
#include "reference/go/coordinates.h"
#include "reference/go/rules_text.h"

namespace tidemark::reference {
namespace {

using converter::JsonObject;
using converter::JsonValue;

constexpr int kLastPhase = 2;

Board ReadSize(const JsonValue& value) {
  const std::vector<JsonValue> sides = value.Items();
  if (sides.size() != 2) value.FailExpecting("the width and height of the board");
  const auto side = [](const JsonValue& one) {
    return static_cast<int>(one.Integer(kSmallestGoBoard, kLargestGoBoard));
  };
  return Board(side(sides[0]), side(sides[1]));
}

void SetUpRow(const JsonValue& value, int y, Board& board) {
  const std::string& row = value.String();
  if (row.size() != static_cast<size_t>(board.width())) {
    value.FailExpecting("a row of " + std::to_string(board.width()) + " points");
  }
  for (int x = 0; x < board.width(); ++x) {
    const char point = row[static_cast<size_t>(x)];
    if (point == 'X') {
      board.SetUp(board.At(x, y), Color::kBlack);
    } else if (point == 'O') {
      board.SetUp(board.At(x, y), Color::kWhite);
    } else if (point != '.') {
      value.FailExpecting("X, O or . for each point");
    }
  }
}

void SetUpBoard(const JsonValue& value, Board& board) {
  const std::vector<JsonValue> rows = value.Items();
  if (rows.size() != static_cast<size_t>(board.height())) {
    value.FailExpecting(std::to_string(board.height()) + " rows");
  }
  for (int y = 0; y < board.height(); ++y) SetUpRow(rows[static_cast<size_t>(y)], y, board);
  board.ForEachPoint([&](Location point) {
    if (board.color(point) == Color::kEmpty || board.Liberties(point) > 0) return;
    rows[static_cast<size_t>(board.Y(point))].Fail("the stone " + MoveName(board, point) +
                                                   " has no liberty");
  });
}

Color ReadPlayer(const JsonValue& value) {
  if (value.String() == "B") return Color::kBlack;
  if (value.String() == "W") return Color::kWhite;
  value.FailExpecting("\"B\" or \"W\"");
}

Move ReadMove(const JsonValue& value, const Board& board) {
  const std::vector<JsonValue> parts = value.Items();
  if (parts.size() != 2) value.FailExpecting("a player and a point, as in [\"B\", \"Q16\"]");
  const std::optional<Location> location = ParseMoveName(board, parts[1].String());
  if (!location.has_value()) {
    parts[1].FailExpecting("\"pass\" or a point of the board, as in \"C3\"");
  }
  return {.player = ReadPlayer(parts[0]), .location = *location};
}

int ReadPhase(const JsonValue& value) { return static_cast<int>(value.Integer(0, kLastPhase)); }

Color FirstPlayer(const JsonObject& object, const std::vector<JsonValue>& moves,
                  const Board& board) {
  if (const auto player = object.FindUnlessNull("initial_player")) return ReadPlayer(*player);
  if (!moves.empty()) return ReadMove(moves.front(), board).player;
  if (const auto player = object.FindUnlessNull("next_player")) return ReadPlayer(*player);
  return Color::kBlack;
}

void PlayMoves(const std::vector<JsonValue>& moves, Position& position) {
  for (const JsonValue& value : moves) {
    const Move move = ReadMove(value, position.record.start);
    if (!position.game.IsPlayable(move.location, move.player)) {
      value.Fail(
          "the move cannot be played: the point is occupied, or it is the suicide of a "
          "single stone");
    }
    position.game.Play(move.location, move.player);
    position.record.moves.push_back(move);
  }
}

void CheckEnd(const JsonObject& object, const Game& game) {
  const auto next = object.FindUnlessNull("next_player");
  if (next && ReadPlayer(*next) != game.next()) {
    next->Fail("after these moves it is the other player's turn");
  }
  const auto phase = object.FindUnlessNull("encore_phase");
  if (phase && ReadPhase(*phase) != game.encore_phase()) {
    phase->Fail("after these moves the game is in phase " + std::to_string(game.encore_phase()));
  }
}

std::string_view Letter(Color player) { return player == Color::kBlack ? "B" : "W"; }

std::vector<std::string> Rows(const Board& board) {
  std::vector<std::string> rows;
  for (int y = 0; y < board.height(); ++y) {
    std::string& row = rows.emplace_back();
    for (int x = 0; x < board.width(); ++x) {
      row += ".XO"[static_cast<size_t>(board.color(board.At(x, y)))];
    }
  }
  return rows;
}

}  // namespace

Position PositionAfter(const GameRecord& record, size_t moves) {
  Position position = {.record = record, .game = Replay(record, moves)};
  position.record.moves.resize(moves);
  return position;
}

Position ReadPosition(const JsonValue& value) {
  const JsonObject object = value.AnyObject();
  GameRecord record;
  record.start = ReadSize(object.At("size"));
  if (const auto rules = object.FindUnlessNull("rules")) record.rules = ReadRules(*rules);
  if (const auto board = object.FindUnlessNull("initial_board")) SetUpBoard(*board, record.start);
  if (const auto phase = object.FindUnlessNull("initial_encore_phase")) {
    record.encore_phase = ReadPhase(*phase);
    if (record.encore_phase > 0 && record.rules.scoring != ScoringRule::kTerritory) {
      phase->Fail("only territory scoring has cleanup phases");
    }
  }
  std::vector<JsonValue> moves;
  if (const auto list = object.FindUnlessNull("moves")) {
    moves = list->Items();
    if (moves.size() > kMostMoves) {
      list->Fail("has more than " + std::to_string(kMostMoves) + " moves");
    }
  }
  record.first_player = FirstPlayer(object, moves, record.start);
  Position position = {.record = record, .game = Replay(record, 0)};
  PlayMoves(moves, position);
  CheckEnd(object, position.game);
  if (const auto flag = object.FindUnlessNull("pass_alive_suicide_override")) {
    position.pass_alive_suicide = flag->Integer(0, 1) == 1;
  }
  return position;
}

Position ParsePosition(const std::string& text, const std::string& file) {
  const nlohmann::ordered_json json = converter::ParseStrictJson(text, file, kPositionLimits);
  return ReadPosition(JsonValue(json, file));
}

nlohmann::ordered_json PositionToJson(const Position& position) {
  const GameRecord& record = position.record;
  const Board& board = record.start;
  nlohmann::ordered_json moves = nlohmann::ordered_json::array();
  for (const Move& move : record.moves) {
    moves.push_back({Letter(move.player), MoveName(board, move.location)});
  }
  return {{"size", {board.width(), board.height()}},
          {"rules", RulesToJson(record.rules)},
          {"initial_board", Rows(board)},
          {"initial_player", Letter(record.first_player)},
          {"initial_encore_phase", record.encore_phase},
          {"moves", std::move(moves)},
          {"next_player", Letter(position.game.next())},
          {"encore_phase", position.game.encore_phase()},
          {"pass_alive_suicide_override", position.pass_alive_suicide ? 1 : 0}};
}

}  // namespace tidemark::reference
