#ifndef TIDEMARK_REFERENCE_CASES_RECORDED_CASE_H_
#define TIDEMARK_REFERENCE_CASES_RECORDED_CASE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "reference/inputs/network_inputs.h"
#include "reference/inputs/symmetry.h"
#include "reference/outputs/post_process.h"
#include "reference/outputs/raw_outputs.h"

namespace tidemark::reference {

// One position as a network sees it and, where they were recorded, the answers.
struct RecordedCase {
  // Where the position is from: the name of a set of positions and the place in it.
  std::string dataset = {};
  std::optional<int64_t> index = {};
  // The position itself, a JSON object as text: board size, rules, initial board, moves. Empty
  // where only the encoded inputs are known.
  std::string position = {};
  // The symmetry that the outputs were computed under, and moved back from.
  Symmetry symmetry = {};
  // Batches of one, over one buffer; inputs as they are without the symmetry.
  NetworkInputs inputs = {};
  std::optional<RawOutputs> outputs = {};
  std::optional<PostProcessed> post_processed = {};
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_RECORDED_CASE_H_
