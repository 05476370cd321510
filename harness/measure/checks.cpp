#include "harness/measure/checks.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace tidemark::harness {
namespace {

constexpr const char* kNotMeasured = "nothing was measured";

}  // namespace

std::string_view NameOf(CheckStatus status) {
  switch (status) {
    case CheckStatus::kPass:
      return "pass";
    case CheckStatus::kFail:
      return "fail";
    case CheckStatus::kSkipped:
      return "skipped";
  }
  return "fail";
}

std::string FailureText(const Check& check) {
  std::string text = check.name;
  if (!check.actual.empty()) text += ": " + check.actual;
  if (!check.limit.empty()) text += ", allowed " + check.limit;
  if (!check.reason.empty()) text += "; " + check.reason;
  return text;
}

Check AllEndedWell(std::string name, std::span<const Sample> samples) {
  const auto ended_well = [](const Sample& sample) { return sample.exit.status == "ok"; };
  const auto good = std::count_if(samples.begin(), samples.end(), ended_well);
  const auto bad = std::find_if_not(samples.begin(), samples.end(), ended_well);
  Check check = {.name = std::move(name),
                 .actual = std::to_string(good) + " of " + std::to_string(samples.size()),
                 .limit = "all"};
  if (samples.empty()) {
    check.reason = kNotMeasured;
  } else if (bad != samples.end()) {
    check.reason = "repeat " + std::to_string(bad->repeat) + ": " + bad->exit.status;
    if (!bad->exit.message.empty()) check.reason += ", " + bad->exit.message;
  } else {
    check.status = CheckStatus::kPass;
  }
  return check;
}

Check ArtifactsIdentical(std::string name, std::span<const ArtifactHashes> artifacts) {
  Check check = {.name = std::move(name), .limit = "identical"};
  if (artifacts.empty()) {
    check.reason = kNotMeasured;
    return check;
  }
  const ArtifactHashes& first = artifacts.front();
  for (const ArtifactHashes& artifact : artifacts) {
    if (artifact.weight_bin_sha256.empty() || artifact.model_sha256.empty()) {
      check.reason = artifact.run + " has no artifact";
      return check;
    }
    for (const auto& [what, theirs, ours] :
         {std::tuple("weight.bin", artifact.weight_bin_sha256, first.weight_bin_sha256),
          std::tuple("model.mlmodel", artifact.model_sha256, first.model_sha256)}) {
      if (theirs == ours) continue;
      check.actual = "different";
      check.reason = std::string(what) + " of " + artifact.run + " differs from that of " +
                     first.run + ": " + theirs + " and " + ours;
      return check;
    }
  }
  if (artifacts.size() == 1) {
    check.status = CheckStatus::kSkipped;
    check.reason = "there is one artifact only";
    return check;
  }
  check.status = CheckStatus::kPass;
  check.actual = std::to_string(artifacts.size()) + " identical";
  return check;
}

bool AllPassed(std::span<const Check> checks) {
  const auto has = [&](CheckStatus status) {
    return std::any_of(checks.begin(), checks.end(),
                       [&](const Check& check) { return check.status == status; });
  };
  return has(CheckStatus::kPass) && !has(CheckStatus::kFail);
}

}  // namespace tidemark::harness
