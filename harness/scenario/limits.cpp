#include "harness/scenario/limits.h"

#include <array>

#include "converter/error.h"
#include "harness/scenario/strict_json.h"

namespace tidemark::harness {
namespace {

constexpr auto kLimits = std::to_array<LimitInfo>({
    {"peak_rss", true, "median over the repeats of the process's largest resident set"},
    {"steady_rss", true, "median of the resident set at rest"},
    {"steady_anon", true, "median of the anonymous memory at rest"},
    {"conversion_peak_rss", true, "median of the largest resident set while converting"},
    {"peak_footprint", true, "median of the largest physical footprint (macOS)"},
    {"steady_footprint", true, "median of the physical footprint at rest (macOS)"},
    {"growth_per_evaluation", true, "median growth of anonymous memory per evaluation"},
    {"winrate_p99", false, "99th percentile of the winrate error, as a fraction"},
    {"winrate_max", false, "largest winrate error, as a fraction"},
    {"lead_max", false, "largest error of the lead, in points"},
    {"score_stdev_max", false, "largest error of the score's standard deviation, in points"},
    {"top_policy_max", false, "largest error of the best move's probability, as a fraction"},
    {"policy_kl_max", false, "largest divergence of the policy, in nats"},
    {"ownership_max", false, "largest ownership error of a point, on a scale from -1 to 1"},
    {"raw_max_abs", false, "largest difference of any raw output"},
});

}  // namespace

std::span<const LimitInfo> LimitKinds() { return kLimits; }

const LimitInfo& FindLimit(std::string_view id) {
  std::string known;
  for (const LimitInfo& info : kLimits) {
    if (info.id == id) return info;
    known += (known.empty() ? "" : ", ") + std::string(info.id);
  }
  throw UsageError("unknown limit \"" + Printable(id) + "\"; known are " + known);
}

}  // namespace tidemark::harness
