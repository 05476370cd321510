#include "reference/cases/evaluation_comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "converter/error.h"
#include "reference/cases/evaluation_keys.h"

namespace tidemark::reference {

void EvaluationComparison::Add(size_t case_index, const PostProcessed& recorded,
                               const PostProcessed& computed) {
  if (recorded.policy.size() != computed.policy.size() ||
      recorded.white_ownership.size() != computed.white_ownership.size()) {
    throw UsageError("the evaluation of case " + std::to_string(case_index) +
                     " was recorded over another buffer");
  }
  for (const EvaluationKey& key : kEvaluationKeys) {
    AddValue(key.key, case_index, recorded.*key.value, computed.*key.value);
  }
  for (size_t move = 0; move < recorded.policy.size(); ++move) {
    if ((recorded.policy[move] == -1.0F) != (computed.policy[move] == -1.0F)) {
      ++legality_mismatches_;
    }
  }
  AddValues("policy_probs", case_index, recorded.policy, computed.policy);
  AddValues("white_ownership", case_index, recorded.white_ownership, computed.white_ownership);
  ++cases_;
}

void EvaluationComparison::AddValues(std::string_view key, size_t case_index,
                                     std::span<const float> recorded,
                                     std::span<const float> computed) {
  for (size_t i = 0; i < recorded.size(); ++i) {
    AddValue(key, case_index, recorded[i], computed[i]);
  }
}

void EvaluationComparison::AddValue(std::string_view key, size_t case_index, float recorded,
                                    float computed) {
  double difference = std::abs(static_cast<double>(recorded) - static_cast<double>(computed)) /
                      std::max(1.0, std::abs(static_cast<double>(recorded)));
  if (std::isnan(difference)) difference = std::numeric_limits<double>::infinity();
  if (difference > kEvaluationTolerance) ++failures_;
  if (!largest_.has_value() || difference > largest_->difference) {
    largest_ = {.key = key, .case_index = case_index, .difference = difference};
  }
}

}  // namespace tidemark::reference
