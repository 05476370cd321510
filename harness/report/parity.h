#ifndef TIDEMARK_HARNESS_REPORT_PARITY_H_
#define TIDEMARK_HARNESS_REPORT_PARITY_H_

#include <string>
#include <vector>

#include "harness/report/report.h"

namespace tidemark::harness {

// How far a device's outputs are from the reference's, or from another device's, and in which runs
// they are just so far: levers change no output, so most runs on the same devices share a row.
struct ParityRow {
  const BackendRecord* backend = nullptr;
  const OutputErrors* errors = nullptr;
  // Ids of runs.
  std::vector<std::string> runs = {};
};

// Every pair of a device and what it was compared with, in the order of the runs. Points into
// `report`.
std::vector<ParityRow> ParityOf(const Report& report);

// The same as texts under ParityHeading(): backend, device, what it is compared with, mean, 99th
// percentile and largest winrate error, largest divergence of the policy, KataGo's limits, and how
// close the closest metric comes to them (1 is the limit).
std::vector<std::string> ParityHeading();
std::vector<std::string> ParityTexts(const ParityRow& row);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_PARITY_H_
