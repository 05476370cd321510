#ifndef TIDEMARK_HARNESS_CLI_CI_GATE_H_
#define TIDEMARK_HARNESS_CLI_CI_GATE_H_

#include <string>
#include <vector>

#include "harness/cli/ci_annotations.h"
#include "harness/gate/gate.h"

namespace tidemark::harness {

// One remark for each cell that failed, of which each line is one failure.
std::vector<Annotation> AnnotationsOf(const GateResult& result);

// Where a CI service runs this: prints the remarks, and adds the verdict to the step's summary. A
// summary that cannot be written is a warning. Elsewhere does nothing.
void TellCi(const GateResult& result);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_CI_GATE_H_
