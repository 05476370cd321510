#ifndef TIDEMARK_HARNESS_MEASURE_CHECKS_H_
#define TIDEMARK_HARNESS_MEASURE_CHECKS_H_

#include <span>
#include <string>
#include <string_view>

#include "harness/measure/sample.h"

namespace tidemark::harness {

enum class CheckStatus { kPass, kFail, kSkipped };

// "pass", "fail", "skipped".
std::string_view NameOf(CheckStatus status);

// One thing that a run has to live up to. Checks fail closed: what could not be measured has
// failed, and only a check that does not apply is skipped.
struct Check {
  std::string name = {};
  CheckStatus status = CheckStatus::kFail;
  // What was found, and what was allowed, for people.
  std::string actual = {};
  std::string limit = {};
  // Why it failed or was skipped; empty when it passed.
  std::string reason = {};
  // The run it is about; empty for all of them.
  std::string run = {};
};

// "peak_rss of seed/ane: 150 MiB (107% of the limit), allowed 140 MiB; over the limit".
std::string FailureText(const Check& check);

// All samples ended with status "ok", and there is at least one.
Check AllEndedWell(std::string name, std::span<const Sample> samples);

// What a lever set's conversion wrote; hashes in hexadecimal, empty where there is no artifact.
struct ArtifactHashes {
  // The run: "seed/ane".
  std::string run = {};
  std::string weight_bin_sha256 = {};
  std::string model_sha256 = {};
};

// All artifacts are the same bytes. Skipped with a single one, which has nothing to be compared
// with; failed if there is none or one is missing.
Check ArtifactsIdentical(std::string name, std::span<const ArtifactHashes> artifacts);

// Nothing failed, and at least one check passed: a run of skipped checks proved nothing.
bool AllPassed(std::span<const Check> checks);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_CHECKS_H_
