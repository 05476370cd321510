#ifndef TIDEMARK_HARNESS_GATE_RULES_H_
#define TIDEMARK_HARNESS_GATE_RULES_H_

#include <string>
#include <vector>

#include "harness/gate/finding.h"
#include "harness/gate/gate.h"

namespace tidemark::harness {

// The rules of a gate. Each adds what it found about one run, or about the report as a whole.

// Something ran, everything that the baseline has ran and ended well, and the report's own checks
// passed.
void CheckCompleteness(const Report& head, const Report& base, std::vector<Finding>& findings);

// Each figure with a rule against the baseline's, and against the anchor's where there is one.
void CheckFigures(const RunRecord& head, const RunRecord& base, const Baseline& baseline,
                  const Policy& policy, std::vector<Finding>& findings);

// What each lever set saves, wherever the baseline compares two of them.
void CheckSavings(const Report& head, const Report& base, const Policy& policy,
                  std::vector<Finding>& findings);

// The ceilings of the policy, and those of the baseline's scenario that the head's does not keep:
// a limit is not loosened by the change that needs it.
void CheckBudgets(const Report& head, const RunRecord& run, const Report& base,
                  const Policy& policy, std::vector<Finding>& findings);

// The package's bytes, and the errors against the reference.
void CheckArtifact(const RunRecord& head, const RunRecord& base, const Policy& policy,
                   std::vector<Finding>& findings);
void CheckErrors(const RunRecord& head, const RunRecord& base, const Policy& policy,
                 std::vector<Finding>& findings);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_GATE_RULES_H_
