#ifndef TIDEMARK_HARNESS_REPORT_CSV_REPORT_H_
#define TIDEMARK_HARNESS_REPORT_CSV_REPORT_H_

#include "converter/io/byte_sink.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// The samples of a report as comma-separated values (RFC 4180, lines ending in LF), for
// spreadsheets and data frames: for each process a row named `life`, with the figures of its whole
// life, then one for each of its phases. The header is always the same; new columns come last.
// Columns are named as the keys of a report; `end_` are readings at the end of a phase. An empty
// cell is a figure that such a row does not have, or one that is missing: `reason` says why. Writes
// piece by piece and does not finish the sink, whose errors it throws.
void WriteCsvReport(const Report& report, converter::ByteSink& sink);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_CSV_REPORT_H_
