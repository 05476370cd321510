#ifndef TIDEMARK_REFERENCE_OUTPUTS_ERROR_METRIC_H_
#define TIDEMARK_REFERENCE_OUTPUTS_ERROR_METRIC_H_

#include <array>
#include <cstddef>
#include <string_view>

namespace tidemark::reference {

// How far an evaluation is from the right one, in Go quantities. The nine metrics of KataGo's
// backend-error test (`testgpuerror`), in the order in which it prints them.
enum class ErrorMetric {
  kWinrate,
  kLead,
  kScoreMean,
  kScoreStdev,
  kTopPolicy,
  kPolicyKl,
  kShorttermValueError,
  kShorttermScoreError,
  kOwnership,
};
inline constexpr size_t kErrorMetrics = 9;

struct ErrorMetricInfo {
  ErrorMetric metric = {};
  // In reports: "winrate", "policy_kl".
  std::string_view key = {};
  // In KataGo's printout: "winrateError", "policyKLDiv".
  std::string_view katago_name = {};
  // What a value is multiplied by for print, and the unit it then has; empty for points and nats.
  double print_scale = 1;
  std::string_view print_unit = {};
};

inline constexpr std::array<ErrorMetricInfo, kErrorMetrics> kErrorMetricTable = {{
    {ErrorMetric::kWinrate, "winrate", "winrateError", 100, "%"},
    {ErrorMetric::kLead, "lead", "leadError", 1, ""},
    {ErrorMetric::kScoreMean, "score_mean", "scoreMeanError", 1, ""},
    {ErrorMetric::kScoreStdev, "score_stdev", "scoreStdevError", 1, ""},
    {ErrorMetric::kTopPolicy, "top_policy", "topPolicyDelta", 100, "%"},
    {ErrorMetric::kPolicyKl, "policy_kl", "policyKLDiv", 1, ""},
    {ErrorMetric::kShorttermValueError, "shortterm_value_error", "stWLErrorError", 100, "c"},
    {ErrorMetric::kShorttermScoreError, "shortterm_score_error", "stScErrorError", 1, ""},
    {ErrorMetric::kOwnership, "ownership", "ownershipError", 100, "c"},
}};

constexpr const ErrorMetricInfo& InfoOf(ErrorMetric metric) {
  return kErrorMetricTable[static_cast<size_t>(metric)];
}

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_OUTPUTS_ERROR_METRIC_H_
