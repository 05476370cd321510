#ifndef TIDEMARK_REFERENCE_GO_SGF_GAME_H_
#define TIDEMARK_REFERENCE_GO_SGF_GAME_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "reference/go/game_record.h"
#include "reference/go/rules.h"
#include "reference/go/sgf_tree.h"

namespace tidemark::reference {

struct SgfOptions {
  // In place of the file's (RU, KM). The komi of rules that are given so gives way to the file's.
  std::optional<Rules> rules = {};
  std::optional<float> komi = {};
};

// The main line of one game in an SGF file.
struct SgfGame {
  GameRecord record = {};
  // "Black player" and "White player", where the file names them.
  std::string black = {};
  std::string white = {};
  // What had to be guessed or was passed over, for people.
  std::vector<std::string> warnings = {};
};

// Reads one game of a tree as KataGo does:
//   - boards of SZ, 2 to 19 lines each way, square or not; 19x19 where there is no SZ;
//   - points as two letters, a to z and then A to Z; an empty move or `tt` is a pass; AB, AW and AE
//     take rectangles as well;
//   - setup in the root only, where it captures nothing and names no point twice;
//   - the first move's color says who begins; else PL; else White if only Black has stones;
//   - rules of RU in any form that ParseRules() takes, else Tromp-Taylor with komi 7.5, and a
//     warning; KM in whole or half points, and in the units of Chinese servers where the file says
//     that it comes from one;
//   - moves as they were recorded: superko, ko and turns bind nobody, but a move must be on an
//   empty
//     point, and no suicide of a single stone.
// HA counts nowhere, but for files of the Fox server that leave out the stones.
//
// Throws FormatError with the byte for anything else.
SgfGame ReadSgfGame(const SgfTree& tree, SgfTree::NodeId root, const SgfOptions& options = {});

// The tree of a file, which may be compressed with gzip. Throws what SgfTree throws, and IoError
// when the file cannot be read.
SgfTree ReadSgfTree(const std::filesystem::path& file);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_SGF_GAME_H_
