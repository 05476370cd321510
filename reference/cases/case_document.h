#ifndef TIDEMARK_REFERENCE_CASES_CASE_DOCUMENT_H_
#define TIDEMARK_REFERENCE_CASES_CASE_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converter/io/strict_json.h"
#include "reference/cases/case_texts.h"
#include "reference/cases/keep.h"
#include "reference/cases/tensor_layout.h"
#include "reference/inputs/symmetry.h"
#include "reference/outputs/position_facts.h"

namespace tidemark::reference {

// A case as `cases.json` has it: everything but the tensors' values.
struct CaseEntry {
  std::string dataset = {};
  std::optional<int64_t> index = {};
  // That the outputs were computed under.
  Symmetry symmetry = {};
  // The buffer.
  int height = 0;
  int width = 0;
  // The position's number in CaseDocument::positions, and what post-processing needs of it; absent
  // where none was recorded.
  std::optional<size_t> position = {};
  std::optional<PositionFacts> facts = {};
  // By name. Names beyond kCaseTensors are kept, and mean nothing here.
  std::map<std::string, TensorPlace, std::less<>> tensors = {};
  // By key; null values are left out.
  std::map<std::string, float, std::less<>> post_processed = {};

  bool has_outputs() const { return tensors.contains("policy"); }
};

// `cases.json`.
struct CaseDocument {
  // The network's file name.
  std::string network = {};
  // A file name without a folder.
  std::string tensor_file = {};
  // What computed the recorded outputs, for people.
  std::string reference = {};
  std::vector<CaseEntry> cases = {};
  // Positions as JSON text (position.h).
  CaseTexts positions;

  // Where the last tensor ends, in floats.
  uint64_t end() const;
};

// What such a file may be at most.
inline constexpr converter::JsonLimits kCaseLimits = {
    .bytes = uint64_t{128} << 20, .depth = 32, .keys = 1000};

// The values of the keys that every such file has.
inline constexpr std::string_view kCaseDtype = "float32 little-endian";
inline constexpr std::string_view kCaseLayout = "channels, y, x";

// Reads and checks the whole document: that every key that is called for is there with the right
// type, every shape is the one its tensor has, recorded outputs are complete, no tensor lies past
// 2^30 floats, and kCaseLimits hold. Unknown keys are passed over. Throws FormatError that names
// the file and the key, IoError when it cannot be read.
CaseDocument ReadCaseDocument(const std::filesystem::path& file, Keep keep);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_CASE_DOCUMENT_H_
