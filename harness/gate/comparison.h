#ifndef TIDEMARK_HARNESS_GATE_COMPARISON_H_
#define TIDEMARK_HARNESS_GATE_COMPARISON_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/gate/comparability.h"
#include "harness/measure/statistics.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// What became of a figure. Less memory is better.
enum class Direction {
  kWorse,
  kBetter,
  // It moved, by no more than chance would move it.
  kNoise,
  // It did not move, or by less than a page.
  kSame,
  // Too few samples to tell a change from chance.
  kUnclear,
  // A side does not have the figure.
  kMissing,
};

// "worse", "better", "noise", "same", "unclear", "missing".
std::string_view NameOf(Direction direction);

// One figure of one cell on both sides.
struct Change {
  // Ids of the two runs; the same one in two reports.
  std::string base_cell = {};
  std::string head_cell = {};
  std::string backend = {};
  // None: the whole life of the process.
  std::optional<std::string> phase = {};
  // "peak_rss", and the same for tables: "peak RSS".
  std::string metric = {};
  std::string title = {};
  // In bytes, over the samples that ended well; absent where no sample has the figure.
  std::optional<Summary> base = {};
  std::optional<Summary> head = {};
  // Present when both sides are.
  std::optional<Difference> difference = {};

  Direction direction() const;
};

struct Comparison {
  // What differs besides the program, when the caller wanted to see the figures all the same.
  std::vector<Mismatch> mismatches = {};
  // Worst first, then best, then those that did not move: in each group by the size of the change
  // in percent, then in the order of the report.
  std::vector<Change> changes = {};
  std::vector<std::string> only_in_base = {};
  std::vector<std::string> only_in_head = {};
};

struct CompareOptions {
  // Only runs on this backend; all if empty. Throws UsageError when no run is.
  std::string backend = {};
  // Only this figure, by its id ("peak_rss"); all if empty. Throws UsageError that lists the ids.
  std::string metric = {};
};

// The cells of `head` against the cells of the same ids in `base`.
Comparison CompareReports(const Report& base, const Report& head, const CompareOptions& options);

// Each of the lever sets but the first against the first, on the same devices. Throws UsageError
// for a set that the report does not have, and for fewer than two.
Comparison CompareSets(const Report& report, std::span<const std::string> sets,
                       const CompareOptions& options);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_GATE_COMPARISON_H_
