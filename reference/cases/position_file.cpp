#include "reference/cases/position_file.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "converter/error.h"
#include "converter/io/byte_source.h"
#include "reference/cases/line_reader.h"
#include "reference/go/sgf_game.h"
#include "reference/go/sgf_tree.h"

namespace tidemark::reference {
namespace {

constexpr size_t kMostLineBytes = size_t{1} << 20;
constexpr std::string_view kBlanks = " \t\r\n";

// The first letter of the file that says something; '\0' for an empty one.
char FirstLetter(const std::filesystem::path& file) {
  const auto source = converter::OpenStreamed(file);
  constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
  for (auto bytes = source->Next(); !bytes.empty(); bytes = source->Next()) {
    for (const std::byte byte : bytes) {
      const char letter = std::to_integer<char>(byte);
      if (kBlanks.find(letter) == kBlanks.npos && kUtf8Mark.find(letter) == kUtf8Mark.npos) {
        return letter;
      }
    }
  }
  return '\0';
}

void ReadGames(const std::filesystem::path& file, size_t every, const OnPosition& on_position,
               const OnWarning& on_warning) {
  const SgfTree tree = ReadSgfTree(file);
  size_t number = 0;
  for (const SgfTree::NodeId root : tree.roots()) {
    const SgfGame game = ReadSgfGame(tree, root);
    for (const std::string& warning : game.warnings) on_warning(file.string() + " " + warning);
    const size_t moves = game.record.moves.size();
    Position position = PositionAfter(game.record, 0);
    for (size_t played = 0;; ++played) {
      if (played % every == 0 && !on_position(position, number + played)) return;
      if (played == moves) break;
      const Move& move = game.record.moves[played];
      position.game.Play(move.location, move.player);
      position.record.moves.push_back(move);
    }
    number += moves + 1;
  }
}

void ReadLines(const std::filesystem::path& file, size_t every, const OnPosition& on_position) {
  const auto source = converter::OpenStreamed(file);
  LineReader lines(*source, kMostLineBytes);
  size_t number = 0;
  while (const std::optional<std::string> line = lines.Next()) {
    if (line->find_first_not_of(kBlanks) == std::string::npos) continue;
    const std::string place = file.string() + ":" + std::to_string(lines.number());
    // Every line is checked, whether it is taken or not.
    const Position position = ParsePosition(*line, place);
    if (number % every == 0 && !on_position(position, number)) return;
    ++number;
  }
}

}  // namespace

void ReadPositionFile(const std::filesystem::path& file, size_t every,
                      const OnPosition& on_position, const OnWarning& on_warning) {
  if (every == 0) throw UsageError("every 0th position cannot be taken", {.file = file.string()});
  const char first = FirstLetter(file);
  if (first == '(') {
    ReadGames(file, every, on_position, on_warning);
  } else if (first == '{') {
    ReadLines(file, every, on_position);
  } else {
    throw FormatError(first == '\0' ? "is empty; expected games in SGF, or positions as JSON lines"
                                    : "holds neither games in SGF nor positions as JSON lines",
                      {.file = file.string(), .offset = 0});
  }
}

}  // namespace tidemark::reference
