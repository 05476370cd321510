#ifndef TIDEMARK_REFERENCE_CASES_CASE_SET_H_
#define TIDEMARK_REFERENCE_CASES_CASE_SET_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reference/cases/case_document.h"
#include "reference/cases/case_values.h"
#include "reference/cases/position.h"
#include "reference/cases/recorded_case.h"
#include "reference/outputs/position_facts.h"

namespace tidemark::reference {

// Recorded cases of one network, checked. Indices count from 0 in file order.
class CaseSet {
 public:
  // `values` holds every tensor of the document; `file` is the document's name, for messages.
  // Throws FormatError when a case's mask is not a board, or not the board of its position.
  CaseSet(CaseDocument document, std::unique_ptr<CaseValues> values, const std::string& file);

  size_t size() const { return document_.cases.size(); }
  // The network's file name.
  const std::string& network() const { return document_.network; }
  // What computed the recorded outputs, for people.
  const std::string& reference() const { return document_.reference; }

  // A case whole.
  RecordedCase Case(size_t index) const;

  // A batch of one.
  NetworkInputs Inputs(size_t index) const;
  // A batch in the order of the indices. Throws UsageError when there are none, their buffers
  // differ, or only some have metadata.
  NetworkInputs Inputs(std::span<const size_t> indices) const;
  // Indices cut into batches for Inputs(), in their order: of one buffer, at most `max_batch`
  // cases.
  std::vector<std::vector<size_t>> Batches(std::span<const size_t> indices, size_t max_batch) const;

  // The buffer that a case is encoded over.
  BoardSize Buffer(size_t index) const;
  // The symmetry that its outputs were computed under, and moved back from.
  Symmetry SymmetryOf(size_t index) const { return document_.cases[index].symmetry; }

  bool has_outputs(size_t index) const { return document_.cases[index].has_outputs(); }
  // A batch of one; nothing where only inputs were recorded.
  std::optional<RawOutputs> Outputs(size_t index) const;
  // Nothing unless all of it was recorded.
  std::optional<PostProcessed> Evaluation(size_t index) const;

  bool has_position(size_t index) const { return document_.cases[index].position.has_value(); }
  // The position; nothing where only its inputs were recorded.
  std::optional<Position> PositionOf(size_t index) const;
  // What post-processing needs of the position. Without one: Tromp-Taylor rules, Black to move, and
  // illegal moves where a policy probability of -1 was recorded.
  const PositionFacts& Facts(size_t index) const { return facts_[index]; }

 private:
  // Empty when the case lacks the tensor.
  std::vector<float> Values(const CaseEntry& entry, std::string_view tensor) const;
  BoardSize CheckedBoard(size_t index) const;

  PositionFacts FactsFrom(size_t index, BoardSize board) const;

  CaseDocument document_;
  std::unique_ptr<CaseValues> values_;
  std::string file_;
  // By case.
  std::vector<PositionFacts> facts_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_CASE_SET_H_
