#include "reference/outputs/error_statistics.h"

#include <algorithm>

namespace tidemark::reference {
namespace {

template <typename Real>
std::optional<ErrorSummary> SummaryOf(std::vector<Real> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  double sum = 0;
  for (const Real value : values) sum += static_cast<double>(value);
  const size_t last = values.size() - 1;
  return ErrorSummary{.n = values.size(),
                      .mean = sum / static_cast<double>(values.size()),
                      .p90 = static_cast<double>(values[last * 9 / 10]),
                      .p99 = static_cast<double>(values[last * 99 / 100]),
                      .max = static_cast<double>(values[last])};
}

}  // namespace

void ErrorStatistics::Add(const PositionErrors& errors) {
  const auto add = [this](ErrorMetric metric, double error) {
    errors_[static_cast<size_t>(metric)].push_back(error);
  };
  add(ErrorMetric::kWinrate, errors.winrate);
  add(ErrorMetric::kLead, errors.lead);
  add(ErrorMetric::kScoreMean, errors.score_mean);
  add(ErrorMetric::kScoreStdev, errors.score_stdev);
  add(ErrorMetric::kTopPolicy, errors.top_policy);
  add(ErrorMetric::kPolicyKl, errors.policy_kl);
  add(ErrorMetric::kShorttermValueError, errors.shortterm_value_error);
  add(ErrorMetric::kShorttermScoreError, errors.shortterm_score_error);
  ownership_errors_.insert(ownership_errors_.end(), errors.ownership.begin(),
                           errors.ownership.end());
  ++positions_;
}

std::optional<ErrorSummary> ErrorStatistics::Summarize(ErrorMetric metric) const {
  if (metric == ErrorMetric::kOwnership) return SummaryOf(ownership_errors_);
  return SummaryOf(errors_[static_cast<size_t>(metric)]);
}

}  // namespace tidemark::reference
