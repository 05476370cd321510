#include "harness/backends/model_evaluation.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace tidemark::harness {
namespace {

// The cases by buffer size (height, width).
std::map<std::pair<int, int>, std::vector<size_t>> BySize(const reference::CaseSet& cases) {
  std::map<std::pair<int, int>, std::vector<size_t>> groups;
  for (size_t i = 0; i < cases.size(); ++i) {
    const reference::BoardSize buffer = cases.Buffer(i);
    groups[{buffer.height, buffer.width}].push_back(i);
  }
  return groups;
}

void SortByCase(ModelEvaluation& evaluation) {
  std::vector<std::pair<size_t, reference::RawOutputs>> pairs;
  for (size_t i = 0; i < evaluation.chosen.size(); ++i) {
    pairs.emplace_back(evaluation.chosen[i], std::move(evaluation.outputs[i]));
  }
  std::ranges::sort(pairs, {}, [](const auto& pair) { return pair.first; });
  for (size_t i = 0; i < pairs.size(); ++i) {
    evaluation.chosen[i] = pairs[i].first;
    evaluation.outputs[i] = std::move(pairs[i].second);
  }
}

}  // namespace

ModelEvaluation EvaluateModel(const ModelOptions& options, const reference::CaseSet& cases,
                              const CaseSymmetry& symmetry,
                              const std::function<void(size_t)>& on_case) {
  ModelEvaluation evaluation;
  const auto evaluate = [&](Backend& backend, const std::vector<size_t>& chosen) {
    evaluation.precision = backend.info().precision;
    evaluation.emulated = backend.info().emulated;
    const size_t before = evaluation.outputs.size();
    auto outputs = EvaluateCases(backend, cases, chosen, options.batch, symmetry,
                                 [&](size_t done) { on_case(before + done); });
    evaluation.chosen.insert(evaluation.chosen.end(), chosen.begin(), chosen.end());
    std::ranges::move(outputs, std::back_inserter(evaluation.outputs));
  };
  const bool converted =
      options.backend == BackendKind::kAne && !std::filesystem::is_directory(options.model);
  if (converted) {
    for (const auto& [size, chosen] : BySize(cases)) {
      OpenedModel model(options, {.height = size.first, .width = size.second});
      evaluate(model.backend(), chosen);
    }
    SortByCase(evaluation);
    return evaluation;
  }
  OpenedModel model(options, {});
  const CaseSelection selection = SelectCases(cases, model.backend().info());
  evaluation.other_size = selection.other_size;
  evaluation.partial_boards = selection.partial_boards;
  evaluate(model.backend(), selection.chosen);
  return evaluation;
}

}  // namespace tidemark::harness
