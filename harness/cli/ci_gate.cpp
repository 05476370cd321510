#include "harness/cli/ci_gate.h"

#include "harness/cli/ci_step.h"
#include "harness/cli/gate_text.h"

namespace tidemark::harness {

std::vector<Annotation> AnnotationsOf(const GateResult& result) {
  AnnotationGroups failures(Annotation::Level::kError);
  for (const Finding& finding : result.findings) {
    if (finding.verdict != Verdict::kFail) continue;
    failures.Add("gate" + (finding.cell.empty() ? "" : ": " + finding.cell), FindingText(finding));
  }
  return failures.annotations();
}

void TellCi(const GateResult& result) { TellStep(AnnotationsOf(result), GateMarkdown(result)); }

}  // namespace tidemark::harness
