#ifndef TIDEMARK_HARNESS_GATE_TESTS_MADE_REPORTS_H_
#define TIDEMARK_HARNESS_GATE_TESTS_MADE_REPORTS_H_

#include <cstdint>
#include <string>

#include "harness/report/report.h"

namespace tidemark::harness::testing {

inline constexpr uint64_t kMiB = 1 << 20;
inline constexpr uint64_t kKiB = 1 << 10;

// A cell with five good samples: its peaks are `peak` and up to four pages more, its steady states
// `steady` likewise.
RunRecord MakeRun(const std::string& set, const LeverSet& levers, uint64_t peak, uint64_t steady);

// Effects and the checks of processes, as a run makes them.
void Conclude(Report& report);

// `off` peaks at 500 MiB and rests at 300, `all` at 64 and 60.
Report MakeReport();

// Adds so much to every peak and steady state of a cell.
void Grow(Report& report, const std::string& cell, int64_t peak, int64_t steady);

}  // namespace tidemark::harness::testing

#endif  // TIDEMARK_HARNESS_GATE_TESTS_MADE_REPORTS_H_
