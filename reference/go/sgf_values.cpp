#include "reference/go/sgf_values.h"

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "converter/io/printable_text.h"

namespace tidemark::reference {
namespace {

using converter::Quoted;

// 0 to 25 for a to z, 26 to 51 for A to Z, -1 for anything else.
int Coordinate(char letter) {
  if (letter >= 'a' && letter <= 'z') return letter - 'a';
  if (letter >= 'A' && letter <= 'Z') return letter - 'A' + 26;
  return -1;
}

Location ReadPoint(const SgfTree& tree, std::string_view text, uint64_t offset,
                   const Board& board) {
  const int x = text.size() == 2 ? Coordinate(text[0]) : -1;
  const int y = text.size() == 2 ? Coordinate(text[1]) : -1;
  if (x < 0 || y < 0) {
    tree.Fail(Quoted(text) + " is not a point; expected two letters, as in \"dp\"", offset);
  }
  if (x >= board.width() || y >= board.height()) {
    tree.Fail(Quoted(text) + " is not on the board, which is " + std::to_string(board.width()) +
                  "x" + std::to_string(board.height()),
              offset);
  }
  return board.At(x, y);
}

std::optional<int> ReadSide(std::string_view text) {
  int side = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, side);
  if (error != std::errc() || stop != end || side < kSmallestGoBoard || side > kLargestGoBoard) {
    return std::nullopt;
  }
  return side;
}

}  // namespace

Board ReadSgfSize(const SgfTree& tree, const SgfTree::Value& value) {
  const std::string text = SgfText(value.raw);
  const size_t colon = text.find(':');
  const std::string_view first = std::string_view(text).substr(0, colon);
  const std::optional<int> width = ReadSide(first);
  const std::optional<int> height =
      colon == std::string::npos ? width : ReadSide(std::string_view(text).substr(colon + 1));
  if (!width.has_value() || !height.has_value()) {
    tree.Fail(Quoted(text) + " is not a size of a board; expected N or WIDTH:HEIGHT, each from " +
                  std::to_string(kSmallestGoBoard) + " to " + std::to_string(kLargestGoBoard),
              value.offset);
  }
  return Board(*width, *height);
}

Location ReadSgfMove(const SgfTree& tree, const SgfTree::Value& value, const Board& board) {
  const std::string text = SgfText(value.raw);
  if (text.empty() || text == "tt") return kPass;
  return ReadPoint(tree, text, value.offset, board);
}

std::vector<Location> ReadSgfPoints(const SgfTree& tree, const SgfTree::Value& value,
                                    const Board& board) {
  const std::string text = SgfText(value.raw);
  const size_t colon = text.find(':');
  const std::string_view first = std::string_view(text).substr(0, colon);
  const Location upper_left = ReadPoint(tree, first, value.offset, board);
  if (colon == std::string::npos) return {upper_left};
  const Location lower_right =
      ReadPoint(tree, std::string_view(text).substr(colon + 1), value.offset, board);
  if (board.X(upper_left) > board.X(lower_right) || board.Y(upper_left) > board.Y(lower_right)) {
    tree.Fail(Quoted(text) + " is not a rectangle; expected its upper left and lower right corner",
              value.offset);
  }
  std::vector<Location> points;
  for (int y = board.Y(upper_left); y <= board.Y(lower_right); ++y) {
    for (int x = board.X(upper_left); x <= board.X(lower_right); ++x) {
      points.push_back(board.At(x, y));
    }
  }
  return points;
}

Color ReadSgfPlayer(const SgfTree& tree, const SgfTree::Value& value) {
  std::string text = SgfText(value.raw);
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  if (text == "b" || text == "black") return Color::kBlack;
  if (text == "w" || text == "white") return Color::kWhite;
  tree.Fail(Quoted(text) + " is not a player; expected B, W, black or white", value.offset);
}

}  // namespace tidemark::reference
