#ifndef TIDEMARK_HARNESS_REPORT_LIMIT_CHECKS_H_
#define TIDEMARK_HARNESS_REPORT_LIMIT_CHECKS_H_

#include <span>
#include <vector>

#include "harness/measure/checks.h"
#include "harness/report/report.h"
#include "harness/scenario/limits.h"

namespace tidemark::harness {

// One check for each limit, named "peak_rss of seed/ane". Memory is judged by its median over the
// repeats, errors by their statistic over the positions; a value equal to its limit passes, and
// what was not measured fails. A check of a ceiling says how much of it is used. Savings are
// against the set without levers in `report`.
std::vector<Check> CheckLimits(const Report& report, const RunRecord& run,
                               std::span<const Limit> limits);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_LIMIT_CHECKS_H_
