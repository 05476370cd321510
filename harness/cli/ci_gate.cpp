#include "harness/cli/ci_gate.h"

#include <cstdio>
#include <optional>

#include "converter/io/printable_text.h"
#include "harness/cli/gate_text.h"
#include "harness/cli/step_summary.h"

namespace tidemark::harness {

std::vector<Annotation> AnnotationsOf(const GateResult& result) {
  std::vector<Annotation> annotations;
  for (const Finding& finding : result.findings) {
    if (finding.verdict != Verdict::kFail) continue;
    const std::string title =
        converter::PrintableText("gate" + (finding.cell.empty() ? "" : ": " + finding.cell));
    if (annotations.empty() || annotations.back().title != title) {
      annotations.push_back({.level = Annotation::Level::kError, .title = title});
    }
    std::string& message = annotations.back().message;
    message += (message.empty() ? "" : "\n") + FindingText(finding);
  }
  return annotations;
}

void TellCi(const GateResult& result) {
  if (!InGitHubActions()) return;
  std::fputs(AnnotationLines(AnnotationsOf(result)).c_str(), stdout);
  if (const std::optional<std::string> problem = AppendStepSummary(GateMarkdown(result))) {
    std::fprintf(stderr, "warning: %s\n", converter::PrintableText(*problem).c_str());
  }
}

}  // namespace tidemark::harness
