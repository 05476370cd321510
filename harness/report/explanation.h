#ifndef TIDEMARK_HARNESS_REPORT_EXPLANATION_H_
#define TIDEMARK_HARNESS_REPORT_EXPLANATION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "converter/io/strict_json.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// Why a run's peak is what it is, from its report alone.

// One of those that hold memory at a phase's peak.
struct OwnerShare {
  std::string owner = {};
  uint64_t bytes = 0;
  // What it is; empty for an owner that this program does not know.
  std::string what = {};
  // Id of the lever that would make it hold less, and what that does; empty where none would.
  std::string lever = {};
  std::string lever_does = {};
};

struct PhasePeak {
  std::string phase = {};
  uint64_t bytes = 0;
};

// A phase's peak and who holds it.
struct PhaseExplanation {
  PhasePeak peak = {};
  uint64_t floor_bytes = 0;
  // The peak less the floor; negative for a phase that holds less than a process that does nothing.
  int64_t above_floor_bytes = 0;
  // By size, the largest first.
  std::vector<OwnerShare> owners = {};
  uint64_t attributed_bytes = 0;
  // What is above the floor and nobody is known to hold. Negative: owners were counted that were
  // not all resident at the peak, or that the floor has too.
  int64_t unattributed_bytes = 0;
  // How much that may be either way for the account to be believed: the larger of 2 MiB and 10 % of
  // what is above the floor.
  uint64_t allowed_bytes = 0;
  // The phase with the next-highest peak; absent if it is the only one.
  std::optional<PhasePeak> next = {};
  // The highest peak if the largest owner were nowhere, in this phase or any other; absent without
  // owners.
  std::optional<PhasePeak> without_largest = {};

  bool adds_up() const {
    const auto allowed = static_cast<int64_t>(allowed_bytes);
    return -allowed <= unattributed_bytes && unattributed_bytes <= allowed;
  }
};

// What a lever does to the computed tables of a package; nothing, if `effect` is empty.
struct DerivedLever {
  std::string lever = {};
  std::string effect = {};
};

// How much of a run's package is computed: in no network file, so that the levers that drop or view
// the network's weights cannot save it.
struct DerivedShare {
  uint64_t package_bytes = 0;
  uint64_t bytes = 0;
  // What the same tables would take if every block had its own.
  uint64_t unshared_bytes = 0;
  std::vector<DerivedTable> tables = {};
  // Every lever.
  std::vector<DerivedLever> levers = {};
};

// One run.
struct Explanation {
  std::string run = {};
  std::string lever_set = {};
  // The sample that is explained, of the `samples` that ended well: the one with the median peak,
  // of an even number the lower. `lowest` and `highest` are the peaks of them all.
  int repeat = 0;
  size_t samples = 0;
  uint64_t lowest_peak_bytes = 0;
  uint64_t highest_peak_bytes = 0;
  // In how many of them the peak is in the same phase.
  size_t agreeing = 0;
  // Absent, with the reason, where the report does not tell.
  std::optional<PhaseExplanation> phase = {};
  std::string reason = {};
  // Absent where the package has no computed tables, or there is no package.
  std::optional<DerivedShare> derived = {};
};

struct ExplainOptions {
  // Only this run, by its id.
  std::optional<std::string> run = {};
  // Explain this phase; by default the one that holds the peak.
  std::optional<std::string> phase = {};
};

// In the order of the report. Peaks are of the report's primary metric, RSS or footprint. Throws
// UsageError for a run or phase that the report does not have, and names those that it has.
std::vector<Explanation> Explain(const Report& report, const ExplainOptions& options = {});

// {"kind": "tidemark.explanation", ...}: what Explain() found.
converter::Json ExplanationToJson(const Report& report,
                                  const std::vector<Explanation>& explanations);

// For people. `bars` draws one for each owner.
std::string ExplanationText(const std::vector<Explanation>& explanations, bool bars);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_EXPLANATION_H_
