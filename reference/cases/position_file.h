#ifndef TIDEMARK_REFERENCE_CASES_POSITION_FILE_H_
#define TIDEMARK_REFERENCE_CASES_POSITION_FILE_H_

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

#include "reference/cases/position.h"

namespace tidemark::reference {

// Told of each position and its number in the file, from 0. Returns whether to go on.
using OnPosition = std::function<bool(const Position&, size_t)>;
// Told of what was guessed or passed over in a file, for people.
using OnWarning = std::function<void(const std::string&)>;

struct PositionFileOptions {
  // Of the positions of each game, or of the lines, only each so many-th, the first one included.
  size_t every = 1;
  // Of games, what KataGo's backend-error test collects of them (reference/go/error_test_walk.h),
  // in place of their main lines under their own rules.
  bool error_test = false;
};

// Reads positions in the order of the file, which its first letter tells the kind of:
//   (   games in SGF: the positions of each game's main line, from before its first move to after
//       its last;
//   {   a position in each line, as JSON (position.h).
// Either may be compressed with gzip. Memory holds one file of games, or one line.
//
// Throws FormatError that names the file and the byte or the line, IoError when it cannot be read,
// UsageError for options that do not go with the file.
void ReadPositionFile(const std::filesystem::path& file, const PositionFileOptions& options,
                      const OnPosition& on_position, const OnWarning& on_warning);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_POSITION_FILE_H_
