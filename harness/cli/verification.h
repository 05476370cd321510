#ifndef TIDEMARK_HARNESS_CLI_VERIFICATION_H_
#define TIDEMARK_HARNESS_CLI_VERIFICATION_H_

#include <cstddef>
#include <optional>
#include <string>

#include "harness/backends/model_evaluation.h"
#include "reference/cases/case_set.h"
#include "reference/cases/compare.h"
#include "reference/cases/evaluation_comparison.h"
#include "reference/cases/input_comparison.h"
#include "reference/cases/tolerances.h"
#include "reference/inputs/sgf_metadata.h"
#include "reference/outputs/error_limits.h"
#include "reference/outputs/error_statistics.h"
#include "reference/outputs/go_differences.h"

namespace tidemark::harness {

// What comparing a model with recorded cases found.
struct Verification {
  size_t cases = 0;
  size_t compared = 0;
  size_t other_size = 0;
  size_t partial_boards = 0;
  size_t without_outputs = 0;
  std::string backend = {};
  std::string precision = {};
  bool emulated = false;
  reference::Tolerances tolerances = {};
  // Raw outputs, and what a Go player sees of them.
  reference::RawComparison raw = reference::RawComparison({});
  reference::GoDifferences go = {};
  reference::ErrorStatistics statistics = {};
  // Positions encoded again, where that was asked for, and cases that have none.
  std::optional<reference::InputComparison> encoding = {};
  size_t without_positions = 0;
  // Recorded outputs post-processed again, and held against what was recorded of them; absent for
  // packages, which do not carry what that takes.
  std::optional<reference::EvaluationComparison> post_processing = {};

  reference::ErrorLimitSet limits() const;
  // By the part it is about; `pass` is all of them.
  // Where nothing but the encoding could be compared, outputs do not count.
  bool outputs_pass() const;
  bool encoding_passes() const { return !encoding.has_value() || encoding->pass(); }
  bool post_processing_passes() const {
    return !post_processing.has_value() || post_processing->pass();
  }
  bool pass() const { return outputs_pass() && encoding_passes() && post_processing_passes(); }
};

// Compares what a model made of recorded cases with their recorded outputs. `tolerance` stands in
// for that of the precision in use.
Verification CompareOutputs(const reference::CaseSet& cases, const ModelEvaluation& evaluation,
                            const ModelTraits& traits,
                            const std::optional<reference::ValueTolerance>& tolerance);

// Encodes the position of every case again and compares that with its recorded inputs. Counts the
// cases without a position in `without_positions`.
reference::InputComparison CompareInputs(const reference::CaseSet& cases,
                                         const reference::SgfMetadata& metadata,
                                         size_t& without_positions);

// Post-processes the recorded outputs of every case and compares that with what was recorded.
reference::EvaluationComparison CompareEvaluations(const reference::CaseSet& cases,
                                                   const ModelTraits& traits);

// For people, and as JSON (kind `tidemark.verify`).
std::string VerificationText(const Verification& verification);
std::string VerificationJson(const Verification& verification);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_VERIFICATION_H_
