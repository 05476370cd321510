#include "harness/backends/model.h"

#include <algorithm>
#include <map>
#include <utility>

#include "converter/error.h"
#include "converter/io/byte_source.h"
#include "converter/io/temporary_directory.h"
#include "converter/network/network_reader.h"
#include "converter/network/weight_sink.h"
#include "harness/backends/ane/ane_backend.h"
#include "harness/backends/backend.h"
#include "harness/backends/case_runner.h"
#include "harness/backends/eigen_backend.h"

namespace tidemark::harness {
namespace {

using OnCase = std::function<void(size_t)>;

void Append(ModelEvaluation& evaluation, Backend& backend, const ModelOptions& options,
            const reference::CaseSet& cases, const std::vector<size_t>& chosen,
            const OnCase& on_case) {
  evaluation.precision = backend.info().precision;
  evaluation.emulated = backend.info().emulated;
  const size_t before = evaluation.outputs.size();
  auto outputs = EvaluateCases(backend, cases, chosen, options.batch, [&](size_t done) {
    if (on_case) on_case(before + done);
  });
  evaluation.chosen.insert(evaluation.chosen.end(), chosen.begin(), chosen.end());
  std::ranges::move(outputs, std::back_inserter(evaluation.outputs));
}

ModelEvaluation EvaluateWithEigen(const ModelOptions& options, const reference::CaseSet& cases,
                                  const OnCase& on_case) {
  EigenBackend backend(options.model, {.threads = options.threads});
  ModelEvaluation evaluation;
  evaluation.version = backend.network().version;
  evaluation.post_process = backend.network().post_process;
  const CaseSelection selection = SelectCases(cases, backend.info());
  Append(evaluation, backend, options, cases, selection.chosen, on_case);
  return evaluation;
}

// A version whose outputs have such channels; what post-processing does with a package's outputs
// does not differ between the versions of one shape.
int VersionOfShape(const BackendInfo& info) {
  if (info.score_channels == 4) return 8;
  if (info.policy_channels == 1) return 11;
  return info.policy_channels == 2 ? 15 : 16;
}

ModelEvaluation EvaluatePackage(const ModelOptions& options, const reference::CaseSet& cases,
                                const OnCase& on_case) {
  AneBackend backend(options.model, {.threads = options.threads});
  ModelEvaluation evaluation;
  evaluation.version = VersionOfShape(backend.info());
  const CaseSelection selection = SelectCases(cases, backend.info());
  evaluation.other_size = selection.other_size;
  evaluation.partial_boards = selection.partial_boards;
  Append(evaluation, backend, options, cases, selection.chosen, on_case);
  return evaluation;
}

// The cases by buffer size (height, width).
std::map<std::pair<int, int>, std::vector<size_t>> BySize(const reference::CaseSet& cases) {
  std::map<std::pair<int, int>, std::vector<size_t>> groups;
  for (size_t i = 0; i < cases.size(); ++i) {
    const reference::NetworkInputs inputs = cases.Inputs(i);
    groups[{inputs.height, inputs.width}].push_back(i);
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

ModelEvaluation ConvertAndEvaluate(const ModelOptions& options, const reference::CaseSet& cases,
                                   const OnCase& on_case) {
  converter::DiscardSink sink;
  const converter::Network network =
      converter::ReadNetwork(*converter::OpenStreamed(options.model), sink);
  ModelEvaluation evaluation;
  evaluation.version = network.version;
  evaluation.post_process = network.post_process;
  for (const auto& [size, chosen] : BySize(cases)) {
    const converter::TemporaryDirectory folder;
    const std::filesystem::path package = folder.path() / "model.mlpackage";
    converter::Convert(options.model, package,
                       {.precision = options.precision,
                        .board_x = size.second,
                        .board_y = size.first,
                        .max_batch = static_cast<int>(options.batch)});
    AneBackend backend(package, {.threads = options.threads});
    Append(evaluation, backend, options, cases, chosen, on_case);
  }
  SortByCase(evaluation);
  return evaluation;
}

}  // namespace

std::string_view NameOf(BackendKind backend) {
  return backend == BackendKind::kEigen ? "eigen" : "ane";
}

BackendKind ParseBackend(std::string_view name) {
  for (const BackendKind kind : {BackendKind::kEigen, BackendKind::kAne}) {
    if (NameOf(kind) == name) return kind;
  }
  throw UsageError("unknown backend \"" + std::string(name) + "\"; known are eigen, ane");
}

ModelEvaluation EvaluateModel(const ModelOptions& options, const reference::CaseSet& cases,
                              const OnCase& on_case) {
  const bool package = std::filesystem::is_directory(options.model);
  if (options.backend == BackendKind::kAne) {
    return package ? EvaluatePackage(options, cases, on_case)
                   : ConvertAndEvaluate(options, cases, on_case);
  }
  if (package) {
    throw UsageError("backend eigen evaluates network files; a package runs on ane",
                     {.file = options.model.string()});
  }
  return EvaluateWithEigen(options, cases, on_case);
}

}  // namespace tidemark::harness
