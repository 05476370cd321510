#ifndef TIDEMARK_HARNESS_REPORT_MERGE_H_
#define TIDEMARK_HARNESS_REPORT_MERGE_H_

#include <string>
#include <vector>

#include "harness/report/report.h"

namespace tidemark::harness {

// A report, and what messages call it: its file.
struct NamedReport {
  std::string name = {};
  Report report = {};
};

struct MergeOptions {
  // Take reports of hosts of different classes; the merged report warns of it.
  bool across_hosts = false;
  // Take reports of different builds of this program; the merged report warns of it.
  bool across_builds = false;
  // Do without shards that are missing; a check of the merged report fails for it.
  bool partial = false;
};

// One report of several of one scenario: its shards, or the same again. Cells that are in several
// reports get the samples of all, cells that are in one are taken over; all conclusions are drawn
// anew (conclude.h). In the order of the plan, whatever the order of `reports`.
//
// The merged scenario's repeats are the samples that each cell has, the fewest where they differ
// (warning `uneven_repeats`). The floor is the least of all floors; the environment is joined
// (joined_environment.h).
//
// Throws UsageError that names the file and what differs there: another scenario (apart from its
// repeats, and the place of its model), model content, host class or build; a device that is
// emulated in one report only; a process that would count twice; a cell that is not in the
// scenario; shards or cells that are missing.
Report MergeReports(const std::vector<NamedReport>& reports, const MergeOptions& options = {});

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_MERGE_H_
