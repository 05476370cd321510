#ifndef TIDEMARK_HARNESS_REPORT_MARKDOWN_REPORT_H_
#define TIDEMARK_HARNESS_REPORT_MARKDOWN_REPORT_H_

#include <string>

#include "harness/report/report.h"

namespace tidemark::harness {

// The report as a page in GitHub's Markdown, for people and for the summary of a CI step: checks
// that failed, warnings, what each run costs and saves against the baseline, and what the lever
// sets do, with 95 % intervals; `~` marks what may be chance. Figures are medians over the repeats.
//
// A summary of more than 1 MiB is refused where it goes, so it is always smaller: rows past that
// are left out, and a line says how many.
std::string MarkdownReport(const Report& report);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_MARKDOWN_REPORT_H_
