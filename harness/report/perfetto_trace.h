#ifndef TIDEMARK_HARNESS_REPORT_PERFETTO_TRACE_H_
#define TIDEMARK_HARNESS_REPORT_PERFETTO_TRACE_H_

#include "converter/io/byte_sink.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// The report as a trace in Chrome's JSON format, which ui.perfetto.dev and chrome://tracing open.
// Every measured process is a process of the trace, "<scenario>/<run> repeat <n>":
//   - a counter `rss`, in bytes, split into `anon` and `file` (what is not anonymous) where the
//     timeline has both, and a counter `footprint`; a point that repeats the one before is left
//     out, since a counter keeps its value;
//   - a slice for each phase, with its peak and who held memory then. A report has no times of day
//     for phases, only how long each took: they are laid end to end from the first point of the
//     timeline on. A phase of which no time is known is an instant.
// Writes piece by piece and does not finish the sink, whose errors it throws.
void WritePerfettoTrace(const Report& report, converter::ByteSink& sink);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_PERFETTO_TRACE_H_
