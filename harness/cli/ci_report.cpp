#include "harness/cli/ci_report.h"

#include <cstdio>
#include <optional>

#include "converter/io/printable_text.h"
#include "harness/cli/step_summary.h"
#include "harness/measure/checks.h"
#include "harness/report/console_report.h"
#include "harness/report/markdown_report.h"

namespace tidemark::harness {
namespace {

using Level = Annotation::Level;

// Faults of one level, put together by the run that they are about.
class Groups {
 public:
  Groups(Level level, std::string file, std::string scenario)
      : level_(level), file_(std::move(file)), scenario_(std::move(scenario)) {}

  void Add(const std::string& run, const std::string& line) {
    const std::string title = scenario_ + (run.empty() ? "" : ": " + run);
    for (Annotation& annotation : annotations_) {
      if (annotation.title != title) continue;
      annotation.message += "\n" + line;
      return;
    }
    annotations_.push_back({.level = level_, .file = file_, .title = title, .message = line});
  }

  std::vector<Annotation> Take() { return std::move(annotations_); }

 private:
  Level level_;
  std::string file_;
  std::string scenario_;
  std::vector<Annotation> annotations_;
};

}  // namespace

std::vector<Annotation> AnnotationsOf(const Report& report, const std::string& scenario_file) {
  Groups failures(Level::kError, scenario_file, report.scenario.name);
  for (const Check& check : report.checks) {
    if (check.status != CheckStatus::kFail) continue;
    failures.Add(check.run, converter::PrintableText(FailureText(check)));
  }
  Groups warnings(Level::kWarning, scenario_file, report.scenario.name);
  for (const Warning& warning : report.warnings) {
    warnings.Add(warning.run, converter::PrintableText(warning.message));
  }
  std::vector<Annotation> annotations = failures.Take();
  for (Annotation& annotation : warnings.Take()) annotations.push_back(std::move(annotation));
  return annotations;
}

void TellCi(const Report& report, const std::string& scenario_file) {
  if (!InGitHubActions()) return;
  std::fputs(AnnotationLines(AnnotationsOf(report, scenario_file)).c_str(), stdout);
  if (const std::optional<std::string> problem = AppendStepSummary(MarkdownReport(report))) {
    std::fprintf(stderr, "warning: %s\n", converter::PrintableText(*problem).c_str());
  }
}

}  // namespace tidemark::harness
