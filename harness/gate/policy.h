#ifndef TIDEMARK_HARNESS_GATE_POLICY_H_
#define TIDEMARK_HARNESS_GATE_POLICY_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/limits.h"

namespace tidemark::harness {

// By how much a figure may grow: by the largest of three allowances. The absolute floor is for
// small figures, of which a few pages are many percent; the noise is for hosts on which a figure
// does not hold still.
struct MetricRule {
  // "peak_rss"
  std::string metric = {};
  // Of the baseline's median.
  double percent = 0;
  uint64_t floor_bytes = 512 * 1024;
  // Times the standard deviation that `harness noise` found for this figure; without effect where
  // there is no record of it.
  double sigmas = 5;

  friend bool operator==(const MetricRule&, const MetricRule&) = default;
};

// What `harness gate` lets pass. scenarios/gate.json is the default, written out;
// scenarios/gate.schema.json describes the file.
struct Policy {
  // Figures without a rule are not gated. Those that neither report has are passed over.
  std::vector<MetricRule> metrics = {{.metric = "peak_rss", .percent = 2},
                                     {.metric = "conversion_peak_rss", .percent = 2},
                                     {.metric = "steady_rss", .percent = 3},
                                     {.metric = "steady_anon", .percent = 3},
                                     {.metric = "trimmed_anon", .percent = 3},
                                     {.metric = "peak_footprint", .percent = 2},
                                     {.metric = "steady_footprint", .percent = 3},
                                     {.metric = "growth_per_evaluation", .floor_bytes = 64 * 1024}};
  // Fewer good samples on a side decide nothing, and so fail.
  size_t min_samples = 3;
  // How far peaks and steady states may be above those of the anchor, however small the steps were.
  double drift_percent = 10;
  // What of a lever's saving may be lost, in percent of it.
  double savings_percent = 10;
  // Packages must be those of the baseline, byte for byte.
  bool identical_artifacts = true;
  // By how much an error against the reference may grow, in percent of it.
  double error_percent = 10;
  // Absolute ceilings, beside those of the scenario.
  std::vector<CellLimits> budgets = {};

  friend bool operator==(const Policy&, const Policy&) = default;
};

inline constexpr int kPolicySchemaVersion = 1;

// Strict, as scenarios are: unknown keys and figures are errors. A key that is left out has its
// default; a "metrics" that is there replaces all rules. Throws FormatError that names the file,
// the key and what is accepted, and IoError.
Policy ReadPolicy(const std::filesystem::path& file);
Policy ParsePolicy(std::string_view text, const std::string& file);

// The keys that an object of a policy may have; `path` is "" for the whole, or "metrics.*". The
// JSON Schema must agree.
std::vector<std::string> PolicyKeys(std::string_view path);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_GATE_POLICY_H_
