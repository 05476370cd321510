#ifndef TIDEMARK_HARNESS_GATE_FINDING_H_
#define TIDEMARK_HARNESS_GATE_FINDING_H_

#include <optional>
#include <string>
#include <string_view>

#include "harness/measure/statistics.h"

namespace tidemark::harness {

// What a finding is about.
enum class Subject {
  // A figure against the baseline's.
  kFigure,
  // A figure against the anchor's.
  kDrift,
  // What a lever saves, against what it saved.
  kSaving,
  // A figure against an absolute ceiling.
  kBudget,
  // The bytes of the package.
  kArtifact,
  // The error of the outputs against the reference.
  kError,
  // The checks that the run made itself, and that everything ran.
  kRun,
};

// "figure", "drift", "saving", "budget", "artifact", "error", "run".
std::string_view NameOf(Subject subject);

enum class Verdict {
  kPass,
  kFail,
  // Better than the baseline by as much as would have failed the other way round.
  kImproved,
  // Does not apply; `reason` says why.
  kSkipped,
};

// "pass", "fail", "improved", "skipped".
std::string_view NameOf(Verdict verdict);

// One thing that a gate looked at.
struct Finding {
  Subject subject = Subject::kRun;
  // The run's id; empty for the report as a whole.
  std::string cell = {};
  // What was looked at: "peak_rss", "winrate p99", "every process ended well".
  std::string name = {};
  Verdict verdict = Verdict::kFail;
  // What is, and what was or may be, for people.
  std::string actual = {};
  std::string limit = {};
  // Why it failed or was skipped, or what qualifies a pass; may be empty for a plain pass.
  std::string reason = {};
  // For figures: how they differ, and by how much they were allowed to.
  std::optional<Difference> difference = {};
  std::optional<double> allowed_bytes = {};

  // Measured again, it may come out differently: memory does, bytes and errors do not.
  bool may_be_chance() const {
    return subject == Subject::kFigure || subject == Subject::kDrift || subject == Subject::kSaving;
  }
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_GATE_FINDING_H_
