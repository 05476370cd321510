#include "harness/backends/case_runner.h"

#include "converter/io/interrupt.h"
#include "harness/backends/symmetric.h"

namespace tidemark::harness {

CaseSelection SelectCases(const reference::CaseSet& cases, const BackendInfo& info) {
  CaseSelection selection;
  const bool any_size = info.height == 0 && info.width == 0;
  for (size_t i = 0; i < cases.size(); ++i) {
    const reference::BoardSize buffer = cases.Buffer(i);
    const reference::BoardSize& board = cases.Facts(i).board;
    if (!any_size && (buffer.height != info.height || buffer.width != info.width)) {
      ++selection.other_size;
    } else if (info.full_boards_only &&
               (board.height != buffer.height || board.width != buffer.width)) {
      ++selection.partial_boards;
    } else {
      selection.chosen.push_back(i);
    }
  }
  return selection;
}

CaseSelection SelectCases(const reference::CaseSet& cases, reference::BoardSize buffer) {
  BackendInfo info;
  info.height = buffer.height;
  info.width = buffer.width;
  return SelectCases(cases, info);
}

std::vector<reference::RawOutputs> EvaluateCases(Backend& backend, const reference::CaseSet& cases,
                                                 std::span<const size_t> chosen, size_t batch,
                                                 const CaseSymmetry& symmetry,
                                                 const std::function<void(size_t)>& on_case) {
  std::vector<reference::RawOutputs> outputs;
  for (const std::vector<size_t>& indices : cases.Batches(chosen, batch)) {
    ThrowIfInterrupted();
    std::vector<reference::Symmetry> symmetries;
    for (const size_t index : indices) symmetries.push_back(symmetry(index));
    const reference::RawOutputs evaluated =
        EvaluateUnder(backend, cases.Inputs(indices), symmetries);
    for (size_t i = 0; i < indices.size(); ++i) {
      outputs.push_back(evaluated.Select(static_cast<int>(i)));
    }
    on_case(outputs.size());
  }
  return outputs;
}

void RecordCases(const reference::CaseSet& cases, std::span<const size_t> chosen,
                 const std::function<reference::RawOutputs(size_t)>& outputs_of,
                 const CaseSymmetry& symmetry, const reference::PostProcessor* post,
                 reference::CaseWriter& writer) {
  for (size_t i = 0; i < chosen.size(); ++i) {
    reference::RecordedCase recorded = cases.Case(chosen[i]);
    recorded.symmetry = symmetry(chosen[i]);
    recorded.outputs = outputs_of(i);
    recorded.post_processed.reset();
    if (post != nullptr) {
      recorded.post_processed = post->Apply(*recorded.outputs, 0, cases.Facts(chosen[i]));
    }
    writer.Add(recorded);
  }
}

}  // namespace tidemark::harness
