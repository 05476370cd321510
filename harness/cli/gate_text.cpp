#include "harness/cli/gate_text.h"

#include <string_view>

#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

std::string Colored(bool color, std::string_view word, std::string_view code) {
  if (!color) return std::string(word);
  return "\x1b[" + std::string(code) + "m" + std::string(word) + "\x1b[0m";
}

std::string CountText(const GateResult& result) {
  return std::to_string(result.Count(Verdict::kPass)) + " passed, " +
         std::to_string(result.Count(Verdict::kFail)) + " failed, " +
         std::to_string(result.Count(Verdict::kImproved)) + " improved, " +
         std::to_string(result.Count(Verdict::kSkipped)) + " skipped";
}

bool IsWorthALine(const Finding& finding, bool all) {
  // A pass with a reason has something to say.
  return all || finding.verdict != Verdict::kPass || !finding.reason.empty();
}

std::string SubjectText(const Finding& finding) {
  switch (finding.subject) {
    case Subject::kDrift:
      return "drift of ";
    case Subject::kSaving:
      return "saving of ";
    case Subject::kBudget:
      return "budget of ";
    case Subject::kError:
      return "error of ";
    case Subject::kFigure:
    case Subject::kArtifact:
    case Subject::kRun:
      break;
  }
  return "";
}

}  // namespace

std::string FindingText(const Finding& finding) {
  std::string text = finding.cell.empty() ? "" : finding.cell + " ";
  text += SubjectText(finding) + finding.name;
  if (!finding.actual.empty()) text += ": " + finding.actual;
  if (!finding.limit.empty()) text += "; allowed " + finding.limit;
  if (!finding.reason.empty()) text += "; " + finding.reason;
  return converter::PrintableText(text);
}

std::string GateText(const GateResult& result, const GateTextOptions& options) {
  std::string text;
  const auto add = [&](Verdict verdict, std::string_view word, std::string_view color) {
    for (const Finding& finding : result.findings) {
      if (finding.verdict != verdict || !IsWorthALine(finding, options.all)) continue;
      text += Colored(options.color, word, color) + "  " + FindingText(finding) + "\n";
    }
  };
  add(Verdict::kPass, "pass    ", "32");
  add(Verdict::kSkipped, "skipped ", "33");
  add(Verdict::kImproved, "improved", "32");
  add(Verdict::kFail, "FAIL    ", "31");
  if (result.passed() && result.Count(Verdict::kImproved) > 0 && !options.baseline.empty()) {
    text += "tighten the baseline with: harness baseline update " + options.head + " --baseline " +
            options.baseline + "\n";
  }
  return text + "gate: " + CountText(result) + "\n";
}

std::string GateMarkdown(const GateResult& result) {
  std::string text = "### Gate: " + std::string(result.passed() ? "passed" : "FAILED") + "\n\n" +
                     CountText(result) + "\n\n";
  const auto add = [&](Verdict verdict, std::string_view title) {
    if (result.Count(verdict) == 0) return;
    text += "**" + std::string(title) + "**\n\n";
    for (const Finding& finding : result.findings) {
      if (finding.verdict != verdict) continue;
      std::string line = FindingText(finding);
      // A code span, so that no text of a report is taken for Markdown.
      for (char& c : line) c = c == '`' ? '\'' : c;
      text += "- `" + line + "`\n";
    }
    text += "\n";
  };
  add(Verdict::kFail, "Failed");
  add(Verdict::kImproved, "Improved");
  add(Verdict::kSkipped, "Skipped");
  return text;
}

}  // namespace tidemark::harness
