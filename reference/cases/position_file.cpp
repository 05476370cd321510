#include "reference/cases/position_file.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "converter/error.h"
#include "converter/io/byte_source.h"
#include "reference/cases/line_reader.h"
#include "reference/go/error_test_walk.h"
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

// Passes on the positions that the options ask for.
class Filter {
 public:
  Filter(const PositionFileOptions& options, const OnPosition& on_position)
      : options_(options), on_position_(on_position) {}

  // Of positions that are counted from 0 within their game, or their file.
  bool Pass(const Position& position, size_t within) {
    const size_t number = number_++;
    return within % options_.every != 0 || on_position_(position, number);
  }

 private:
  const PositionFileOptions& options_;
  const OnPosition& on_position_;
  size_t number_ = 0;
};

bool ReadMainLine(const SgfGame& game, Filter& filter) {
  Position position = PositionAfter(game.record, 0);
  if (!filter.Pass(position, 0)) return false;
  for (const Move& move : game.record.moves) {
    position.game.Play(move.location, move.player);
    position.record.moves.push_back(move);
    if (!filter.Pass(position, position.record.moves.size())) return false;
  }
  return true;
}

bool ReadErrorTest(const SgfTree& tree, SgfTree::NodeId root, Filter& filter) {
  size_t within = 0;
  return WalkErrorTestPositions(tree, root, [&](const WalkedPosition& walked) {
    return filter.Pass({.record = walked.record, .game = walked.game}, within++);
  });
}

void ReadGames(const std::filesystem::path& file, bool error_test, Filter& filter,
               const OnWarning& on_warning) {
  const SgfTree tree = ReadSgfTree(file);
  for (const SgfTree::NodeId root : tree.roots()) {
    if (error_test) {
      if (!ReadErrorTest(tree, root, filter)) return;
      continue;
    }
    const SgfGame game = ReadSgfGame(tree, root);
    for (const std::string& warning : game.warnings) on_warning(file.string() + " " + warning);
    if (!ReadMainLine(game, filter)) return;
  }
}

void ReadLines(const std::filesystem::path& file, Filter& filter) {
  const auto source = converter::OpenStreamed(file);
  LineReader lines(*source, kMostLineBytes);
  size_t within = 0;
  while (const std::optional<std::string> line = lines.Next()) {
    if (line->find_first_not_of(kBlanks) == std::string::npos) continue;
    const std::string place = file.string() + ":" + std::to_string(lines.number());
    // Every line is checked, whether it is taken or not.
    if (!filter.Pass(ParsePosition(*line, place), within++)) return;
  }
}

}  // namespace

void ReadPositionFile(const std::filesystem::path& file, const PositionFileOptions& options,
                      const OnPosition& on_position, const OnWarning& on_warning) {
  if (options.every == 0) {
    throw UsageError("every 0th position cannot be taken", {.file = file.string()});
  }
  Filter filter(options, on_position);
  const char first = FirstLetter(file);
  if (first == '(') {
    ReadGames(file, options.error_test, filter, on_warning);
  } else if (first == '{') {
    if (options.error_test) {
      throw UsageError("holds positions, not games to collect them from", {.file = file.string()});
    }
    ReadLines(file, filter);
  } else {
    throw FormatError(first == '\0' ? "is empty; expected games in SGF, or positions as JSON lines"
                                    : "holds neither games in SGF nor positions as JSON lines",
                      {.file = file.string(), .offset = 0});
  }
}

}  // namespace tidemark::reference
