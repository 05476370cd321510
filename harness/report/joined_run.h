#ifndef TIDEMARK_HARNESS_REPORT_JOINED_RUN_H_
#define TIDEMARK_HARNESS_REPORT_JOINED_RUN_H_

#include <span>
#include <string>

#include "harness/report/report.h"

namespace tidemark::harness {

// A run of one cell, and the report that it is from.
struct RunPart {
  const RunRecord* run = nullptr;
  std::string report = {};
};

// One run of several of the same cell, at least one: all their samples, renumbered, without a
// summary (conclude.h).
//   artifact  the one they agree on; a run without any process that converted has no say
//   error     the one they agree on; statistics of different outputs cannot be joined, since they
//             are percentiles over positions
//   profile   of the layers they agree on, the medians over all samples; a run without has no say
// Throws UsageError that names the reports when the runs are not of the same thing, and when a
// process that was measured is in two of them: it would count twice.
RunRecord JoinRuns(std::span<const RunPart> parts);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_JOINED_RUN_H_
