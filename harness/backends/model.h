#ifndef TIDEMARK_HARNESS_BACKENDS_MODEL_H_
#define TIDEMARK_HARNESS_BACKENDS_MODEL_H_

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "converter/convert.h"
#include "converter/network/network.h"
#include "reference/cases/case_set.h"
#include "reference/outputs/raw_outputs.h"

namespace tidemark::harness {

enum class BackendKind { kEigen, kAne };

// "eigen" or "ane"; ParseBackend throws UsageError that lists them.
std::string_view NameOf(BackendKind backend);
BackendKind ParseBackend(std::string_view name);

// What is evaluated and how, as `record` and `verify` are asked for it.
struct ModelOptions {
  // A KataGo network file or a package.
  std::filesystem::path model = {};
  BackendKind backend = BackendKind::kEigen;
  // Of the packages that a network file is converted to for the ANE.
  converter::Precision precision = converter::Precision::kFloat16;
  size_t batch = 1;
  int threads = 1;
};

// Outputs of a model over recorded cases.
struct ModelEvaluation {
  // Indices of the cases that were evaluated, ascending, and their outputs, each a batch of one.
  std::vector<size_t> chosen;
  std::vector<reference::RawOutputs> outputs;
  // Cases over a buffer of another size, and boards that do not fill a package without a mask.
  size_t other_size = 0;
  size_t partial_boards = 0;
  // Precision of the arithmetic that was used: "fp16" or "fp32".
  std::string precision;
  bool emulated = false;
  // For post-processing. A package does not carry the multipliers; it gets the usual ones.
  int version = 0;
  converter::PostProcess post_process;
};

// Evaluates every case that the model can take. A network file goes to the ANE through one package
// for each buffer size in the cases, converted in a temporary folder. `on_case` is told how many
// are done. Throws UsageError when the backend cannot run such a model.
ModelEvaluation EvaluateModel(const ModelOptions& options, const reference::CaseSet& cases,
                              const std::function<void(size_t)>& on_case = {});

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_MODEL_H_
