#ifndef TIDEMARK_HARNESS_REPORT_PAGE_DATA_H_
#define TIDEMARK_HARNESS_REPORT_PAGE_DATA_H_

#include <cstddef>

#include "converter/io/strict_json.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// Of a timeline, in the page.
inline constexpr size_t kMostPagePoints = 300;

// What the page of a report shows, as its scripts read it: harness/report/page/src/report.ts has
// the types. It is the report less what no part of the page shows (samples but one of each run,
// effects of single phases), with what the scripts would else have to know: which figures there
// are, what each run's difference from the baseline is, and KataGo's limits. Keys that it shares
// with a report mean the same; null and `<key>_reason` too.
converter::Json PageData(const Report& report);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_PAGE_DATA_H_
