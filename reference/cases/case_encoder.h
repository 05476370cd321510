#ifndef TIDEMARK_REFERENCE_CASES_CASE_ENCODER_H_
#define TIDEMARK_REFERENCE_CASES_CASE_ENCODER_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "reference/cases/case_writer.h"
#include "reference/cases/input_hash.h"
#include "reference/cases/position.h"
#include "reference/cases/position_file.h"
#include "reference/go/katago_random.h"
#include "reference/inputs/network_inputs.h"
#include "reference/inputs/sgf_metadata.h"

namespace tidemark::reference {

struct CaseEncoderOptions {
  // The network's file name, for the document.
  std::string network = {};
  // Over which every position is encoded; by default each over its own board.
  std::optional<BoardSize> buffer = {};
  // As the network wants areas computed (Network::pass_alive_suicide).
  bool pass_alive_suicide = false;
  // For networks with a metadata encoder.
  std::optional<SgfMetadata> metadata = {};
  // Of the positions of all files together, only those that KataGo's backend-error test takes of a
  // set with `-quick`: about three of ten.
  bool error_test_quick = false;
  // At most so many positions; absent for all.
  std::optional<size_t> most = {};
};

struct EncodedCases {
  size_t count = 0;
  // Positions on boards that are larger than the buffer.
  size_t skipped = 0;
  // What was guessed or passed over, for people.
  std::vector<std::string> warnings = {};
  // InputHash of all inputs.
  std::string input_hash = {};
};

// Encodes positions, one by one, as cases without outputs. Where rules are ones that networks do
// not know, the nearest ones stand in, and a warning says so.
class CaseEncoder {
 public:
  // Writes to `directory` as CaseWriter does; nothing is written before the first position fits.
  CaseEncoder(CaseEncoderOptions options, std::filesystem::path directory);

  // A position, and where it is from: the name of a set and the place in it. Returns whether more
  // are wanted.
  bool Add(const std::string& dataset, size_t number, const Position& position);
  // The positions of a file (position_file.h). Their set is the file's name.
  void AddFile(const std::filesystem::path& file, const PositionFileOptions& options);

  // Publishes what was added, if there is any.
  EncodedCases Finish();

 private:
  bool IsFull() const { return options_.most.has_value() && encoded_.count >= *options_.most; }
  void Warn(const std::string& warning);
  Position AsNetworksKnow(const Position& position);
  void Write(const std::string& dataset, size_t number, const Position& position, BoardSize buffer);

  CaseEncoderOptions options_;
  std::filesystem::path directory_;
  // Made with the first case.
  std::optional<CaseWriter> writer_ = {};
  InputHash hash_ = {};
  KataGoRandom quick_ = KataGoRandom("Tests::runFP16Test filter rand");
  EncodedCases encoded_ = {};
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_CASE_ENCODER_H_
