#ifndef TIDEMARK_REFERENCE_GO_TESTS_BOARD_TEXT_H_
#define TIDEMARK_REFERENCE_GO_TESTS_BOARD_TEXT_H_

// For tests only: boards and sets of points as text.

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "reference/go/board.h"

namespace tidemark::reference::testing {

// Rows of a board, the uppermost first: 'X' is black, 'O' white, '.' empty.
using Rows = std::vector<std::string>;

inline constexpr Color kBlack = Color::kBlack;
inline constexpr Color kWhite = Color::kWhite;

// Two kos: White holds the left one and Black the right one.
inline const Rows kTwoKos = {".XO...OX.", "XO.O.OX.X", ".XO...OX."};

inline Board BoardFrom(const Rows& rows) {
  Board board(static_cast<int>(rows.at(0).size()), static_cast<int>(rows.size()));
  for (int y = 0; y < board.height(); ++y) {
    const std::string& row = rows[static_cast<size_t>(y)];
    if (row.size() != rows[0].size() || row.find_first_not_of(".XO") != std::string::npos) {
      throw std::invalid_argument("not a row of the board: " + row);
    }
    for (int x = 0; x < board.width(); ++x) {
      const char letter = row[static_cast<size_t>(x)];
      if (letter == 'X') board.SetUp(board.At(x, y), Color::kBlack);
      if (letter == 'O') board.SetUp(board.At(x, y), Color::kWhite);
    }
  }
  return board;
}

inline Rows RowsOf(const Board& board, const PointColors& colors) {
  Rows rows(static_cast<size_t>(board.height()));
  for (int y = 0; y < board.height(); ++y) {
    for (int x = 0; x < board.width(); ++x) {
      rows[static_cast<size_t>(y)] +=
          ".XO#"[static_cast<size_t>(colors[static_cast<size_t>(board.At(x, y))])];
    }
  }
  return rows;
}

inline Rows RowsOf(const Board& board) { return RowsOf(board, board.colors()); }

// "(x,y)".
inline std::string PointText(int x, int y) {
  return "(" + std::to_string(x) + "," + std::to_string(y) + ")";
}

// The same; "pass" and "none" for what is no point.
inline std::string PointText(const Board& board, Location location) {
  if (location == kNoLocation) return "none";
  if (location == kPass) return "pass";
  return PointText(board.X(location), board.Y(location));
}

// The points for which `belongs` holds, row by row: "(1,0)(0,2)".
template <typename Belongs>
std::string PointsWhere(const Board& board, Belongs belongs) {
  std::string text;
  for (int y = 0; y < board.height(); ++y) {
    for (int x = 0; x < board.width(); ++x) {
      if (belongs(board.At(x, y))) text += PointText(x, y);
    }
  }
  return text;
}

inline std::string PointsOf(const Board& board, const PointSet& points) {
  return PointsWhere(board,
                     [&](Location point) { return points.test(static_cast<size_t>(point)); });
}

// A stone's chain in the order of Board::NextInChain(), from the stone on.
inline std::string ChainText(const Board& board, Location stone) {
  std::string text;
  Location walked = stone;
  do {
    text += PointText(board, walked);
    walked = board.NextInChain(walked);
  } while (walked != stone);
  return text;
}

}  // namespace tidemark::reference::testing

#endif  // TIDEMARK_REFERENCE_GO_TESTS_BOARD_TEXT_H_
