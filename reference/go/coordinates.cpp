#include "reference/go/coordinates.h"

#include <charconv>
#include <system_error>

namespace tidemark::reference {
namespace {

constexpr std::string_view kColumns = "ABCDEFGHJKLMNOPQRST";
static_assert(kColumns.size() == kLargestGoBoard);
constexpr std::string_view kPassName = "pass";

char Upper(char letter) {
  return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

bool IsPass(std::string_view text) {
  if (text.size() != kPassName.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (Upper(text[i]) != Upper(kPassName[i])) return false;
  }
  return true;
}

}  // namespace

char ColumnName(int x) { return kColumns[static_cast<size_t>(x)]; }

std::string MoveName(const Board& board, Location move) {
  if (move == kPass) return std::string(kPassName);
  return ColumnName(board.X(move)) + std::to_string(board.height() - board.Y(move));
}

std::optional<Location> ParseMoveName(const Board& board, std::string_view text) {
  if (IsPass(text)) return kPass;
  if (text.size() < 2) return std::nullopt;
  const size_t x = kColumns.find(Upper(text[0]));
  int row = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 1, end, row);
  if (x >= static_cast<size_t>(board.width()) || error != std::errc() || stop != end || row < 1 ||
      row > board.height() || text[1] == '0') {
    return std::nullopt;
  }
  return board.At(static_cast<int>(x), board.height() - row);
}

}  // namespace tidemark::reference
