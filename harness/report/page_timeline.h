#ifndef TIDEMARK_HARNESS_REPORT_PAGE_TIMELINE_H_
#define TIDEMARK_HARNESS_REPORT_PAGE_TIMELINE_H_

#include <cstddef>
#include <span>

#include "converter/io/strict_json.h"
#include "harness/measure/sample.h"

namespace tidemark::harness {

// The timeline of the representative sample, reduced to `most_points`, and its phases on the same
// clock:
//
//   {"repeat": 2, "recorded_points": 1393, "end_s": 6.97, "times_s": [...],
//    "rss_bytes": [...], "anon_bytes": [...], "footprint_bytes": null,
//    "phases": [{"name": "load", "start_s": 0.004, "end_s": 0.66, "peak_rss_bytes": 1}, ...]}
//
// A curve that this system does not tell is null. The edges of phases are the sums of the phases'
// wall times. Null where no sample ended well, or where none has a timeline.
converter::Json PageTimeline(std::span<const Sample> samples, size_t most_points);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_PAGE_TIMELINE_H_
