#ifndef TIDEMARK_HARNESS_BACKENDS_CASE_RUNNER_H_
#define TIDEMARK_HARNESS_BACKENDS_CASE_RUNNER_H_

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "harness/backends/backend.h"
#include "reference/cases/case_set.h"
#include "reference/cases/case_writer.h"
#include "reference/inputs/symmetry.h"
#include "reference/outputs/post_process.h"
#include "reference/outputs/raw_outputs.h"

namespace tidemark::harness {

// Which recorded cases a backend can evaluate, in their order, and why not the others.
struct CaseSelection {
  std::vector<size_t> chosen;
  // Cases over a buffer of another size.
  size_t other_size = 0;
  // Boards that do not fill the buffer, for a backend that takes full boards only.
  size_t partial_boards = 0;

  size_t skipped() const { return other_size + partial_boards; }
};
CaseSelection SelectCases(const reference::CaseSet& cases, const BackendInfo& info);

// The same for a backend that takes any board over a buffer of this size.
CaseSelection SelectCases(const reference::CaseSet& cases, reference::BoardSize buffer);

// The symmetry that a case is evaluated under.
using CaseSymmetry = std::function<reference::Symmetry(size_t)>;

// Evaluates the chosen cases, at most `batch` at a time, and returns their outputs, each a batch of
// one, in the order of `chosen`. `symmetry` moves each case before, and its outputs back.
// `on_case` is told how many are done.
std::vector<reference::RawOutputs> EvaluateCases(Backend& backend, const reference::CaseSet& cases,
                                                 std::span<const size_t> chosen, size_t batch,
                                                 const CaseSymmetry& symmetry,
                                                 const std::function<void(size_t)>& on_case);

// Records outputs for the chosen cases, with the inputs and positions they came with, and with what
// `post` makes of them if it is given. `outputs_of` has those of each of `chosen`, counted from 0;
// they were computed under `symmetry`. The writer is left to be finished.
void RecordCases(const reference::CaseSet& cases, std::span<const size_t> chosen,
                 const std::function<reference::RawOutputs(size_t)>& outputs_of,
                 const CaseSymmetry& symmetry, const reference::PostProcessor* post,
                 reference::CaseWriter& writer);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_CASE_RUNNER_H_
