#ifndef TIDEMARK_HARNESS_GATE_GATE_H_
#define TIDEMARK_HARNESS_GATE_GATE_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/gate/baseline_record.h"
#include "harness/gate/finding.h"
#include "harness/gate/policy.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// A baseline as it lies on the disk.
struct Baseline {
  Report report = {};
  // Absent for a report that nobody keeps as a baseline, as that of another build on the same
  // machine: then there is neither drift nor a record of noise.
  std::optional<BaselineRecord> record = {};
};

struct GateResult {
  // In the order of the report's runs; those about the whole report first.
  std::vector<Finding> findings = {};

  size_t Count(Verdict verdict) const;
  // Nothing failed, and something passed or improved.
  bool passed() const;
};

// May `head` take the place of the baseline? It fails closed: a cell that is missing, a process
// that did not end well, a figure that is not there any more or has too few samples, a check that
// the run itself failed. A figure fails only if it grew by more than the policy allows and the
// growth is significant (harness/measure/statistics.h). Throws UsageError, naming what differs,
// when the two cannot be compared, or when one was made with --quick or is a
// part of a whole.
GateResult Gate(const Report& head, const Baseline& baseline, const Policy& policy);

// Cells with a failed finding that may be chance, each once: what is worth measuring again.
std::vector<std::string> SuspiciousCells(const GateResult& result);

// Takes back what was chance: a finding that may be, and that did not fail in every one of
// `again`, passes with that as its reason. Without reruns nothing is taken back.
void Confirm(std::span<const GateResult> again, GateResult& result);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_GATE_GATE_H_
