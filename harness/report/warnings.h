#ifndef TIDEMARK_HARNESS_REPORT_WARNINGS_H_
#define TIDEMARK_HARNESS_REPORT_WARNINGS_H_

#include <vector>

#include "harness/report/report.h"

namespace tidemark::harness {

// Warnings that the rest of a report does not tell, so that nothing but the campaign can give them:
// positions that were not evaluated, what was guessed or passed over in their files, and artifacts
// that could not be kept.
inline constexpr char kSkippedCases[] = "skipped_cases";
inline constexpr char kPositionsWarning[] = "positions";
inline constexpr char kLostArtifacts[] = "lost_artifacts";

// What a reader of the report's figures should know, from the report itself; its own `warnings` do
// not count. Kinds, in this order:
//   sanitized_build, debug_build  the figures are not those of the program that people run
//   quick                         made with --quick
//   few_repeats                   less than 5 repeats, which cannot show that a difference is real
//   shard                         one part of a scenario, so that most of it is elsewhere
//   leak                          processes that lose memory on purpose
//   profile                       layers were timed, which takes time and memory
//   no_baseline                   no lever set without levers ran, so that there are no effects
//   failed_samples                processes that did not end well, by how they ended
//   no_plateau                    steady states that were read while memory still moved
//   two_modes                     a figure that falls into two groups, more than 512 KiB apart
//   sampled_peak                  peaks of commands that are sums over processes, sampled
//   peak_not_exact                peaks of commands that are lower bounds
//   late_timeline                 more than one point in twenty of a timeline was not read in time
std::vector<Warning> FindWarnings(const Report& report);

// Those about the samples of one run.
std::vector<Warning> FindRunWarnings(const RunRecord& run);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_WARNINGS_H_
