#ifndef TIDEMARK_HARNESS_REPORT_CONCLUDE_H_
#define TIDEMARK_HARNESS_REPORT_CONCLUDE_H_

#include <vector>

#include "harness/report/report.h"

namespace tidemark::harness {

// The check that no shard of a plan is missing: skipped in the report of a shard, failed where
// shards were merged without the others, and absent from other reports.
inline constexpr char kEveryShardIsThere[] = "every shard is there";

// Draws the conclusions from what a report's runs hold: summaries, effects against the scenario's
// baseline, checks (every process ended well, all packages are the same bytes, the limits of the
// scenario) and warnings. They replace what is there. `notes` are warnings about things that the
// rest of the report does not tell; they stand between the others.
void Conclude(Report& report, const std::vector<Warning>& notes);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_CONCLUDE_H_
