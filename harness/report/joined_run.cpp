#include "harness/report/joined_run.h"

#include <algorithm>
#include <map>
#include <optional>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "harness/measure/campaign.h"
#include "harness/report/json_text.h"
#include "harness/report/report_fields.h"

namespace tidemark::harness {
namespace {

template <typename T>
std::string TextOf(const T& value) {
  return JsonText(FieldWriter::ToJson(value));
}

void RequireSameCell(const RunPart& first, const RunPart& other) {
  const RunRecord& a = *first.run;
  const RunRecord& b = *other.run;
  const char* differs = nullptr;
  if (a.lever_set != b.lever_set || a.levers != b.levers) differs = "other levers";
  if (a.devices != b.devices || a.backend != b.backend) differs = "other devices";
  if (a.emulated != b.emulated) differs = "a device that is emulated in one of them only";
  if (differs == nullptr) return;
  throw UsageError("cannot be merged with " + first.report + ": " + b.id + " ran with " + differs,
                   {.file = other.report});
}

// Clocks are fine enough to tell processes apart; one that died before they ticked proves nothing.
bool HasTimes(const Sample& sample) {
  return !sample.evaluate_s.empty() ||
         std::ranges::any_of(sample.phases,
                             [](const PhaseRecord& phase) { return phase.wall_s.has_value(); });
}

void AddSamples(std::span<const RunPart> parts, RunRecord& joined) {
  std::map<std::string, const RunPart*> seen;
  for (const RunPart& part : parts) {
    for (Sample sample : part.run->samples) {
      sample.repeat = 0;
      if (HasTimes(sample)) {
        const auto [before, is_new] = seen.emplace(TextOf(sample), &part);
        if (!is_new) {
          throw UsageError("holds a process of " + joined.id + " that " + before->second->report +
                               " holds, too; merge each report once, and not with one that it is "
                               "part of",
                           {.file = part.report});
        }
      }
      sample.repeat = static_cast<int>(joined.samples.size());
      joined.samples.push_back(std::move(sample));
    }
  }
}

// What all parts agree on that have it; those without it have no say if `no_say` is their reason.
// Otherwise absent, with `reason`.
template <typename T>
std::optional<T> Agreed(std::span<const RunPart> parts, std::optional<T> RunRecord::*value,
                        std::string RunRecord::*why, std::string_view no_say,
                        const std::string& differ, std::string& reason) {
  std::map<std::string, const T*> values;
  std::string silent;
  std::string doubts;
  for (const RunPart& part : parts) {
    const std::string& told = part.run->*why;
    if (const std::optional<T>& found = part.run->*value) {
      values.emplace(TextOf(*found), &*found);
    } else if (told.starts_with(no_say)) {
      silent = told;
    } else if (doubts.empty() || told < doubts) {
      doubts = told;
    }
  }
  reason = !doubts.empty() ? doubts : values.size() > 1 ? differ : values.empty() ? silent : "";
  if (!reason.empty() || values.empty()) return std::nullopt;
  return *values.begin()->second;
}

// The layers that all parts agree on that have them, with the times of all samples.
void JoinProfiles(std::span<const RunPart> parts, RunRecord& joined) {
  for (const RunPart& part : parts) {
    const RunRecord& run = *part.run;
    if (!run.profile.has_value()) {
      if (joined.profile_reason.empty()) joined.profile_reason = run.profile_reason;
      continue;
    }
    if (!joined.profile.has_value()) joined.profile = run.profile;
    if (SameLayers(*joined.profile, *run.profile)) continue;
    joined.profile.reset();
    joined.profile_reason = "the merged reports are of different layers";
    for (Sample& sample : joined.samples) sample.profile.reset();
    return;
  }
  if (!joined.profile.has_value()) return;
  joined.profile_reason.clear();
  SummariseProfile(joined.samples, *joined.profile);
}

}  // namespace

RunRecord JoinRuns(std::span<const RunPart> parts) {
  const RunRecord& first = *parts.front().run;
  RunRecord joined = {.id = first.id,
                      .lever_set = first.lever_set,
                      .levers = first.levers,
                      .devices = first.devices,
                      .backend = first.backend,
                      .emulated = first.emulated,
                      .backends = first.backends,
                      .inactive_levers = first.inactive_levers};
  for (const RunPart& part : parts) {
    RequireSameCell(parts.front(), part);
    if (joined.backends.empty()) joined.backends = part.run->backends;
  }
  // Their times were summarised apart, and quantiles do not join.
  if (parts.size() > 1) {
    for (BackendRecord& record : joined.backends) record.evaluate_s.reset();
  }
  AddSamples(parts, joined);
  JoinProfiles(parts, joined);
  joined.artifact =
      Agreed(parts, &RunRecord::artifact, &RunRecord::artifact_reason, kNothingConverted,
             "the merged reports are of different packages", joined.artifact_reason);
  joined.error = Agreed(parts, &RunRecord::error, &RunRecord::error_reason, kNothingEvaluated,
                        "the merged reports have different errors, whose statistics cannot be "
                        "joined",
                        joined.error_reason);
  return joined;
}

}  // namespace tidemark::harness
