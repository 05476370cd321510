#include "harness/scenario/limits.h"

#include <array>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

struct MemoryLimit {
  std::string_view id;
  std::string_view what;
};

constexpr auto kMemoryLimits = std::to_array<MemoryLimit>({
    {"peak_rss", "largest resident set of the process, median over the repeats"},
    {"peak_anon", "largest anonymous memory that was sampled, median over the repeats"},
    {"steady_rss", "resident set at rest, median over the repeats"},
    {"steady_anon", "anonymous memory at rest, median over the repeats"},
    {"conversion_peak_rss", "largest resident set while converting, median over the repeats"},
    {"peak_footprint", "largest physical footprint (macOS), median over the repeats"},
    {"steady_footprint", "physical footprint at rest (macOS), median over the repeats"},
    {"growth_per_evaluation", "growth of anonymous memory by one evaluation, median"},
    {"saves_peak_rss", "by how much peak_rss is below that without levers, at least"},
    {"saves_steady_rss", "by how much steady_rss is below that without levers, at least"},
    {"saves_steady_anon", "by how much steady_anon is below that without levers, at least"},
    {"saves_conversion_peak_rss",
     "by how much conversion_peak_rss is below that without levers, at least"},
});

std::string UnitOf(reference::ErrorMetric metric) {
  const auto& info = reference::InfoOf(metric);
  if (info.print_scale != 1) return "as a fraction";
  return metric == reference::ErrorMetric::kPolicyKl ? "in nats" : "in points";
}

std::vector<LimitInfo> MakeLimits() {
  std::vector<LimitInfo> limits;
  for (const MemoryLimit& memory : kMemoryLimits) {
    limits.push_back({.id = std::string(memory.id), .what = std::string(memory.what)});
  }
  for (const reference::ErrorMetricInfo& info : reference::kErrorMetricTable) {
    const std::string key(info.key);
    const std::string error = "error of " + key + ", " + UnitOf(info.metric);
    limits.push_back({.id = key + "_p99",
                      .what = "99th percentile of the " + error,
                      .metric = info.metric,
                      .percentile = true});
    limits.push_back({.id = key + "_max", .what = "largest " + error, .metric = info.metric});
  }
  return limits;
}

}  // namespace

std::span<const LimitInfo> LimitKinds() {
  static const std::vector<LimitInfo> limits = MakeLimits();
  return limits;
}

const LimitInfo& FindLimit(std::string_view id) {
  std::string known;
  for (const LimitInfo& info : LimitKinds()) {
    if (info.id == id) return info;
    known += (known.empty() ? "" : ", ") + info.id;
  }
  throw UsageError("unknown limit " + converter::Quoted(id) + "; known are " + known);
}

}  // namespace tidemark::harness
