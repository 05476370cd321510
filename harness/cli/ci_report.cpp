#include "harness/cli/ci_report.h"

#include "harness/cli/ci_step.h"
#include "harness/measure/checks.h"
#include "harness/report/console_report.h"
#include "harness/report/markdown_report.h"

namespace tidemark::harness {

std::vector<Annotation> AnnotationsOf(const Report& report, const std::string& scenario_file) {
  const auto title_of = [&report](const std::string& run) {
    return report.scenario.name + (run.empty() ? "" : ": " + run);
  };
  AnnotationGroups failures(Annotation::Level::kError, scenario_file);
  for (const Check& check : report.checks) {
    if (check.status == CheckStatus::kFail) failures.Add(title_of(check.run), FailureText(check));
  }
  AnnotationGroups warnings(Annotation::Level::kWarning, scenario_file);
  for (const Warning& warning : report.warnings) {
    warnings.Add(title_of(warning.run), warning.message);
  }
  std::vector<Annotation> annotations = failures.annotations();
  annotations.insert(annotations.end(), warnings.annotations().begin(),
                     warnings.annotations().end());
  return annotations;
}

void TellCi(const Report& report, const std::string& scenario_file) {
  if (!InGitHubActions()) return;
  TellStep(AnnotationsOf(report, scenario_file), MarkdownReport(report));
}

}  // namespace tidemark::harness
