#ifndef TIDEMARK_REFERENCE_CASES_EVALUATION_COMPARISON_H_
#define TIDEMARK_REFERENCE_CASES_EVALUATION_COMPARISON_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "reference/outputs/post_process.h"

namespace tidemark::reference {

// How far a post-processed value may be from the recorded one: this, or this much in proportion for
// values beyond 1.
inline constexpr double kEvaluationTolerance = 1e-5;

// The value that differs most.
struct EvaluationDifference {
  // A key of `postprocessed`, "policy_probs" or "white_ownership".
  std::string_view key = {};
  size_t case_index = 0;
  // |difference| / max(1, |recorded|); infinite where one side is not a number.
  double difference = 0;
};

// Compares what post-processing makes of recorded outputs with what was recorded beside them.
class EvaluationComparison {
 public:
  // Throws UsageError when the two are of different buffers.
  void Add(size_t case_index, const PostProcessed& recorded, const PostProcessed& computed);

  size_t cases() const { return cases_; }
  // Values that differ by more than kEvaluationTolerance.
  uint64_t failures() const { return failures_; }
  // Moves that are legal on one side only.
  uint64_t legality_mismatches() const { return legality_mismatches_; }
  // Nothing until a case was added.
  const std::optional<EvaluationDifference>& largest() const { return largest_; }
  // No case that was added failed.
  bool pass() const { return failures_ == 0 && legality_mismatches_ == 0; }

 private:
  void AddValue(std::string_view key, size_t case_index, float recorded, float computed);
  void AddValues(std::string_view key, size_t case_index, std::span<const float> recorded,
                 std::span<const float> computed);

  size_t cases_ = 0;
  uint64_t failures_ = 0;
  uint64_t legality_mismatches_ = 0;
  std::optional<EvaluationDifference> largest_ = {};
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_EVALUATION_COMPARISON_H_
