#ifndef TIDEMARK_REFERENCE_CASES_POSITION_H_
#define TIDEMARK_REFERENCE_CASES_POSITION_H_

#include <cstddef>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "converter/io/json_value.h"
#include "converter/io/strict_json.h"
#include "reference/go/game.h"
#include "reference/go/game_record.h"

namespace tidemark::reference {

// A position of a game: how the game began, what was played, and where it stands after the last of
// those moves.
struct Position {
  GameRecord record;
  Game game;
  // The network that it is for computes areas as if several stones could be given up at once.
  bool pass_alive_suicide = false;
};

// The position after the first `moves` moves of a game.
Position PositionAfter(const GameRecord& record, size_t moves);

// A position as recorded cases and files of positions have it, a JSON object:
//   size                          [width, height] of the board, 2 to 19 each
//   rules                         in any form that ReadRules() takes; Tromp-Taylor
//   initial_board                 rows from the top, `X` black, `O` white, `.` empty; empty
//   initial_player                "B" or "W"; who plays first, else `next_player`, else Black
//   initial_encore_phase          0, 1 or 2; 0
//   moves                         [["B", "Q16"], ["W", "pass"], ...]; none
//   next_player, encore_phase     who is to move, and in which phase, at the end: checked
//   pass_alive_suicide_override   0 or 1: the network's flag; 0
// Only `size` is needed; other keys are passed over. Throws FormatError with the key for anything
// else, a chain without liberties and a move that cannot be played included.
Position ReadPosition(const converter::JsonValue& value);

// What a position may be at most, other programs' keys included. It fits into recorded cases.
inline constexpr converter::JsonLimits kPositionLimits = {.depth = 29};

// The same as text. Throws FormatError that names `file`.
Position ParsePosition(const std::string& text, const std::string& file);

// As a JSON object with every key.
nlohmann::ordered_json PositionToJson(const Position& position);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_POSITION_H_
