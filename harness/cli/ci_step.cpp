#include "harness/cli/ci_step.h"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "converter/io/printable_text.h"
#include "harness/cli/step_summary.h"

namespace tidemark::harness {

void AnnotationGroups::Add(const std::string& title, const std::string& line) {
  const std::string printable = converter::PrintableText(line);
  const auto found = std::ranges::find(annotations_, title, &Annotation::title);
  if (found != annotations_.end()) {
    found->message += "\n" + printable;
  } else {
    annotations_.push_back({.level = level_, .file = file_, .title = title, .message = printable});
  }
}

void TellStep(std::span<const Annotation> annotations, std::string_view markdown) {
  if (!InGitHubActions()) return;
  std::fputs(AnnotationLines(annotations).c_str(), stdout);
  if (const std::optional<std::string> problem = AppendStepSummary(markdown)) {
    std::fprintf(stderr, "warning: %s\n", converter::PrintableText(*problem).c_str());
  }
}

}  // namespace tidemark::harness
