#include "harness/backends/case_runner.h"

#include <utility>

#include "converter/io/interrupt.h"
#include "harness/backends/symmetric.h"

namespace tidemark::harness {

CaseSelection SelectCases(const reference::CaseSet& cases, const BackendInfo& info) {
  CaseSelection selection;
  for (size_t i = 0; i < cases.size(); ++i) {
    const reference::NetworkInputs inputs = cases.Inputs(i);
    const bool any_size = info.height == 0 && info.width == 0;
    if (!any_size && (inputs.height != info.height || inputs.width != info.width)) {
      ++selection.other_size;
      continue;
    }
    const reference::BoardSize board = reference::BoardOf(inputs, 0);
    if (info.full_boards_only && (board.height != inputs.height || board.width != inputs.width)) {
      ++selection.partial_boards;
      continue;
    }
    selection.chosen.push_back(i);
  }
  return selection;
}

std::vector<std::vector<size_t>> SplitIntoBatches(const reference::CaseSet& cases,
                                                  std::span<const size_t> chosen, size_t batch) {
  std::vector<std::vector<size_t>> batches;
  std::pair<int, int> size = {0, 0};
  for (const size_t index : chosen) {
    const reference::NetworkInputs inputs = cases.Inputs(index);
    const std::pair<int, int> own = {inputs.height, inputs.width};
    if (batches.empty() || batches.back().size() == batch || own != size) batches.emplace_back();
    batches.back().push_back(index);
    size = own;
  }
  return batches;
}

std::vector<reference::RawOutputs> EvaluateCases(Backend& backend, const reference::CaseSet& cases,
                                                 std::span<const size_t> chosen, size_t batch,
                                                 const CaseSymmetry& symmetry,
                                                 const std::function<void(size_t)>& on_case) {
  std::vector<reference::RawOutputs> outputs;
  for (const std::vector<size_t>& indices : SplitIntoBatches(cases, chosen, batch)) {
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
                 const std::filesystem::path& directory,
                 const reference::CaseWriterOptions& options,
                 const reference::PostProcessor* post) {
  reference::CaseWriter writer(directory, options);
  for (size_t i = 0; i < chosen.size(); ++i) {
    reference::RecordedCase recorded = cases.Case(chosen[i]);
    recorded.outputs = outputs_of(i);
    recorded.post_processed.reset();
    if (post != nullptr) {
      recorded.post_processed = post->Apply(*recorded.outputs, 0, cases.Facts(chosen[i]));
    }
    writer.Add(recorded);
  }
  writer.Finish();
}

}  // namespace tidemark::harness
