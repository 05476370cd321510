#include "harness/cli/board_drawing.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "reference/go/coordinates.h"

namespace tidemark::harness {
namespace {

using reference::Board;
using reference::Color;
using reference::Location;

// Ownership up to each bound, White's last: the shade, and the letter that stands for it.
struct Shade {
  float bound;
  int background;
  char letter;
};
constexpr std::array<Shade, 7> kShades = {{{-0.75F, 240, 'X'},
                                           {-0.45F, 243, 'x'},
                                           {-0.15F, 137, '-'},
                                           {0.15F, 179, '.'},
                                           {0.45F, 186, '+'},
                                           {0.75F, 250, 'o'},
                                           {2.0F, 252, 'O'}}};
constexpr int kBlackInk = 16;
constexpr int kWhiteInk = 231;
constexpr int kMarkInk = 22;
constexpr const char* kLegend =
    "ownership: X x - Black's, surely to slightly, . nobody's, + o O White's\n";

const Shade& ShadeOf(float ownership) {
  for (const Shade& shade : kShades) {
    if (ownership < shade.bound) return shade;
  }
  return kShades.back();
}

// Where boards have a dot to find the way by: on the third line of small boards and the fourth of
// others, and on the middle lines.
bool IsStarPoint(const Board& board, int x, int y) {
  const auto on_star_line = [](int at, int size) {
    if (size < 7) return size % 2 == 1 && at == size / 2;
    const int margin = size < 13 ? 2 : 3;
    return at == margin || at == size - 1 - margin || (size % 2 == 1 && at == size / 2);
  };
  return on_star_line(x, board.width()) && on_star_line(y, board.height());
}

std::string Ink(int ink, int background) {
  return "\033[38;5;" + std::to_string(ink) + ";48;5;" + std::to_string(background) + "m";
}

class Drawing {
 public:
  Drawing(const Board& board, std::span<const Location> marked, Location last,
          std::span<const float> white_ownership, const BoardDrawingOptions& options)
      : board_(board),
        marked_(marked.first(std::min<size_t>(marked.size(), 9))),
        last_(last),
        white_ownership_(white_ownership),
        options_(options) {}

  std::string Draw() const {
    std::string text = Columns();
    for (int y = 0; y < board_.height(); ++y) text += Row(y);
    text += Columns();
    if (!options_.color) text += kLegend;
    return text;
  }

 private:
  std::string Columns() const {
    std::string text = "   ";
    for (int x = 0; x < board_.width(); ++x) {
      text += ' ';
      text += reference::ColumnName(x);
    }
    return text + "\n";
  }

  std::string Row(int y) const {
    const std::string number = std::to_string(board_.height() - y);
    std::string text = std::string(3 - number.size(), ' ') + number;
    for (int x = 0; x < board_.width(); ++x) text += Point(x, y);
    text += Closing(y) + " " + number;
    if (options_.color) return text + "\n";
    text += std::string(4 - number.size(), ' ');
    for (int x = 0; x < board_.width(); ++x) text += ShadeOf(OwnershipAt(x, y)).letter;
    return text + "\n";
  }

  // A point with what stands before it: a blank, or a bracket around the last move.
  std::string Point(int x, int y) const {
    const Location point = board_.At(x, y);
    std::string before = " ";
    if (point == last_) before = "(";
    if (x > 0 && board_.At(x - 1, y) == last_) before = ")";
    if (!options_.color) return before + Symbol(point);
    return Ink(InkOf(point), ShadeOf(OwnershipAt(x, y)).background) + before + Symbol(point);
  }

  std::string Closing(int y) const {
    const std::string bracket = board_.At(board_.width() - 1, y) == last_ ? ")" : " ";
    return options_.color ? bracket + "\033[0m" : bracket;
  }

  std::string Symbol(Location point) const {
    const auto mark = std::find(marked_.begin(), marked_.end(), point);
    if (mark != marked_.end()) return std::to_string(mark - marked_.begin() + 1);
    switch (board_.color(point)) {
      case Color::kBlack:
        return options_.unicode ? "\u25CF" : "X";
      case Color::kWhite:
        return options_.unicode ? (options_.color ? "\u25CF" : "\u25CB") : "O";
      default:
        return IsStarPoint(board_, board_.X(point), board_.Y(point)) ? "+" : ".";
    }
  }

  int InkOf(Location point) const {
    if (std::find(marked_.begin(), marked_.end(), point) != marked_.end()) return kMarkInk;
    return board_.color(point) == Color::kWhite ? kWhiteInk : kBlackInk;
  }

  float OwnershipAt(int x, int y) const {
    return white_ownership_[static_cast<size_t>(y) * static_cast<size_t>(board_.width()) +
                            static_cast<size_t>(x)];
  }

  const Board& board_;
  const std::span<const Location> marked_;
  const Location last_;
  const std::span<const float> white_ownership_;
  const BoardDrawingOptions& options_;
};

}  // namespace

std::string DrawBoard(const Board& board, std::span<const Location> marked, Location last,
                      std::span<const float> white_ownership, const BoardDrawingOptions& options) {
  return Drawing(board, marked, last, white_ownership, options).Draw();
}

}  // namespace tidemark::harness
