#ifndef TIDEMARK_HARNESS_BACKENDS_MODEL_EVALUATION_H_
#define TIDEMARK_HARNESS_BACKENDS_MODEL_EVALUATION_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "harness/backends/case_runner.h"
#include "harness/backends/opened_model.h"
#include "reference/cases/case_set.h"
#include "reference/outputs/raw_outputs.h"

namespace tidemark::harness {

// Outputs of a model over recorded cases.
struct ModelEvaluation {
  // Indices of the cases that were evaluated, ascending, and their outputs, each a batch of one.
  std::vector<size_t> chosen = {};
  std::vector<reference::RawOutputs> outputs = {};
  // Cases over a buffer of another size, and boards that do not fill a package without a mask.
  size_t other_size = 0;
  size_t partial_boards = 0;
  // Precision of the arithmetic that was used: "fp16" or "fp32".
  std::string precision = {};
  bool emulated = false;
};

// Evaluates every case that the model can take, each under its symmetry. A network file goes to the
// ANE through one package for each buffer size in the cases. `on_case` is told how many are done.
// Throws what OpenedModel throws.
ModelEvaluation EvaluateModel(const ModelOptions& options, const reference::CaseSet& cases,
                              const CaseSymmetry& symmetry,
                              const std::function<void(size_t)>& on_case);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_MODEL_EVALUATION_H_
