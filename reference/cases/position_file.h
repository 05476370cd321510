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

// Reads positions in the order of the file, which its first letter tells the kind of:
//   (   games in SGF: the positions of each game's main line, from before its first move to after
//       its last;
//   {   a position in each line, as JSON (position.h).
// Either may be compressed with gzip. Of the positions of a game, or of the lines, only each
// `every`-th is taken, the first one included. Memory holds one game, or one line.
//
// Throws FormatError that names the file and the byte or the line, IoError when it cannot be read.
void ReadPositionFile(const std::filesystem::path& file, size_t every,
                      const OnPosition& on_position, const OnWarning& on_warning);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_POSITION_FILE_H_
