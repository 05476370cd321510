#ifndef TIDEMARK_HARNESS_GATE_COMPARABILITY_H_
#define TIDEMARK_HARNESS_GATE_COMPARABILITY_H_

#include <span>
#include <string>
#include <vector>

#include "harness/report/report.h"

namespace tidemark::harness {

// Something in which two reports differ, so that a difference of their figures says nothing about
// the program: another network, board or host, another lever set under the same name.
struct Mismatch {
  // The key in a report: "model.content_sha256", "environment.host_class".
  std::string what = {};
  std::string base = {};
  std::string head = {};
};

// In the order of a report's keys; empty when the two can be compared.
std::vector<Mismatch> FindMismatches(const Report& base, const Report& head);

// "model.name: b6c96, b18c384nbt; scenario.board: 9x9, 19x19".
std::string MismatchText(std::span<const Mismatch> mismatches);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_GATE_COMPARABILITY_H_
