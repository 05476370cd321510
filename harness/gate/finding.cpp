#include "harness/gate/finding.h"

namespace tidemark::harness {

std::string_view NameOf(Subject subject) {
  switch (subject) {
    case Subject::kFigure:
      return "figure";
    case Subject::kDrift:
      return "drift";
    case Subject::kSaving:
      return "saving";
    case Subject::kBudget:
      return "budget";
    case Subject::kArtifact:
      return "artifact";
    case Subject::kError:
      return "error";
    case Subject::kRun:
      break;
  }
  return "run";
}

std::string_view NameOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
      return "pass";
    case Verdict::kFail:
      return "fail";
    case Verdict::kImproved:
      return "improved";
    case Verdict::kSkipped:
      break;
  }
  return "skipped";
}

}  // namespace tidemark::harness
