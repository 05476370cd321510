#include "reference/outputs/position_errors.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

template <typename Real>
Real InfiniteIfNotANumber(Real error) {
  return std::isnan(error) ? std::numeric_limits<Real>::infinity() : error;
}

// The difference is a float32 one.
double Distance(float reference, float candidate) {
  const float difference = reference - candidate;
  return InfiniteIfNotANumber(std::abs(static_cast<double>(difference)));
}

double WinrateError(const PostProcessed& reference, const PostProcessed& candidate) {
  const auto balance = [](const PostProcessed& side) {
    const float difference = side.white_win - side.white_loss;
    return 0.5 * static_cast<double>(difference);
  };
  return InfiniteIfNotANumber(std::abs(balance(reference) - balance(candidate)) +
                              Distance(reference.no_result, candidate.no_result));
}

bool HasNotANumber(const std::vector<float>& values) {
  return std::any_of(values.begin(), values.end(), [](float value) { return std::isnan(value); });
}

double TopPolicyError(const std::vector<float>& reference, const std::vector<float>& candidate) {
  const auto top = std::max_element(reference.begin(), reference.end()) - reference.begin();
  const auto move = static_cast<size_t>(top);
  return std::abs(static_cast<double>(reference[move]) - static_cast<double>(candidate[move]));
}

double Divergence(const std::vector<float>& reference, const std::vector<float>& candidate) {
  double sum = 0;
  for (size_t move = 0; move < reference.size(); ++move) {
    const auto expected = static_cast<double>(reference[move]);
    if (expected > 1e-30) {
      sum += expected * (std::log(expected) - std::log(static_cast<double>(candidate[move])));
    }
  }
  return InfiniteIfNotANumber(sum);
}

}  // namespace

PositionErrors ErrorsBetween(const PostProcessed& reference, const PostProcessed& candidate) {
  if (reference.policy.size() != candidate.policy.size() || reference.policy.empty() ||
      reference.white_ownership.size() != candidate.white_ownership.size()) {
    throw UsageError("cannot compare a buffer of " + std::to_string(reference.width) + "x" +
                     std::to_string(reference.height) + " with one of " +
                     std::to_string(candidate.width) + "x" + std::to_string(candidate.height));
  }
  const double infinity = std::numeric_limits<double>::infinity();
  const bool no_policy = HasNotANumber(reference.policy) || HasNotANumber(candidate.policy);
  PositionErrors errors = {
      .winrate = WinrateError(reference, candidate),
      .lead = Distance(reference.white_lead, candidate.white_lead),
      .score_mean = Distance(reference.white_score_mean, candidate.white_score_mean),
      .score_stdev = InfiniteIfNotANumber(std::abs(ScoreStdev(reference) - ScoreStdev(candidate))),
      .top_policy = no_policy ? infinity : TopPolicyError(reference.policy, candidate.policy),
      .policy_kl = no_policy ? infinity : Divergence(reference.policy, candidate.policy),
      .shortterm_value_error =
          Distance(reference.shortterm_value_error, candidate.shortterm_value_error),
      .shortterm_score_error =
          Distance(reference.shortterm_score_error, candidate.shortterm_score_error)};
  errors.ownership.reserve(reference.white_ownership.size());
  for (size_t i = 0; i < reference.white_ownership.size(); ++i) {
    const float difference = reference.white_ownership[i] - candidate.white_ownership[i];
    errors.ownership.push_back(InfiniteIfNotANumber(std::abs(difference)));
  }
  return errors;
}

}  // namespace tidemark::reference
