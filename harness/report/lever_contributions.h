#ifndef TIDEMARK_HARNESS_REPORT_LEVER_CONTRIBUTIONS_H_
#define TIDEMARK_HARNESS_REPORT_LEVER_CONTRIBUTIONS_H_

#include <optional>
#include <string>
#include <vector>

#include "harness/report/report.h"

namespace tidemark::harness {

// What one lever does to figures over the whole life of a process, measured from both ends. A peak
// is the largest of several phases, so a lever may do nothing alone, because another phase is the
// largest, and a lot on top of the others; effects of levers do not add up.
struct LeverContribution {
  struct Figure {
    // The lever alone against no lever; absent where that was not measured.
    std::optional<Difference> alone = {};
    // Every lever against every lever but this one and those that imply it.
    std::optional<Difference> on_top = {};
  };

  // Its id.
  std::string lever = {};
  std::string backend = {};
  // One for each metric that was asked for.
  std::vector<Figure> figures = {};
};

// Of every lever that the report has in both ways, in table order, by backend. `metrics` are keys
// of effects.
std::vector<LeverContribution> LeverContributions(const Report& report,
                                                  const std::vector<std::string>& metrics);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_LEVER_CONTRIBUTIONS_H_
