#include "harness/report/explanation.h"

#include <algorithm>
#include <utility>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "harness/engine/device.h"
#include "harness/engine/inactive_levers.h"
#include "harness/report/owner_table.h"

namespace tidemark::harness {
namespace {

constexpr uint64_t kLeastAllowedBytes = uint64_t{2} << 20;
constexpr uint64_t kAllowedPart = 10;

// The figures that this report is judged by.
struct Metric {
  std::optional<uint64_t> PhaseRecord::*phase;
  std::optional<uint64_t> Floor::*floor;
};

Metric MetricOf(const Report& report) {
  if (report.environment.primary_metric == "footprint") {
    return {&PhaseRecord::peak_footprint_bytes, &Floor::peak_footprint_bytes};
  }
  return {&PhaseRecord::peak_rss_bytes, &Floor::peak_rss_bytes};
}

// The first of the phases with the highest peak; null where no phase has one.
const PhaseRecord* Highest(const Sample& sample, const Metric& metric) {
  const PhaseRecord* highest = nullptr;
  for (const PhaseRecord& phase : sample.phases) {
    if (!(phase.*metric.phase).has_value()) continue;
    if (highest == nullptr || phase.*metric.phase > highest->*metric.phase) highest = &phase;
  }
  return highest;
}

uint64_t HeldBy(const std::string& owner, const PhaseRecord& phase) {
  uint64_t bytes = 0;
  for (const Owner& one : phase.owners) bytes += one.name == owner ? one.bytes : 0;
  return bytes;
}

OwnerShare ShareOf(const Owner& owner, const std::string& phase, const LeverSet& levers) {
  OwnerShare share = {.owner = owner.name, .bytes = owner.bytes};
  const OwnerInfo* const info = FindOwner(owner.name);
  if (info == nullptr) return share;
  share.what = info->what;
  if (const LeverInfo* const lever = LeverAgainst(*info, phase, levers)) {
    share.lever = lever->id;
    share.lever_does = lever->on;
  }
  return share;
}

PhaseExplanation ExplainPhase(const Sample& sample, const PhaseRecord& phase, uint64_t floor,
                              const LeverSet& levers, const Metric& metric) {
  const uint64_t peak = (phase.*metric.phase).value_or(0);
  PhaseExplanation result = {
      .peak = {phase.name, peak},
      .floor_bytes = floor,
      .above_floor_bytes = static_cast<int64_t>(peak) - static_cast<int64_t>(floor)};
  for (const Owner& owner : phase.owners) {
    result.owners.push_back(ShareOf(owner, phase.name, levers));
    result.attributed_bytes += owner.bytes;
  }
  std::ranges::stable_sort(result.owners, std::ranges::greater(), &OwnerShare::bytes);
  result.unattributed_bytes =
      result.above_floor_bytes - static_cast<int64_t>(result.attributed_bytes);
  const auto above = static_cast<uint64_t>(std::max<int64_t>(result.above_floor_bytes, 0));
  result.allowed_bytes = std::max(kLeastAllowedBytes, above / kAllowedPart);
  for (const PhaseRecord& other : sample.phases) {
    const std::optional<uint64_t>& bytes = other.*metric.phase;
    if (!bytes.has_value()) continue;
    if (&other != &phase && (!result.next.has_value() || *bytes > result.next->bytes)) {
      result.next = PhasePeak{other.name, *bytes};
    }
    if (result.owners.empty()) continue;
    const uint64_t rest = *bytes - std::min(*bytes, HeldBy(result.owners.front().owner, other));
    if (!result.without_largest.has_value() || rest > result.without_largest->bytes) {
      result.without_largest = PhasePeak{other.name, rest};
    }
  }
  return result;
}

const PhaseRecord* FindPhase(const Sample& sample, const std::string& name) {
  const auto found = std::ranges::find(sample.phases, name, &PhaseRecord::name);
  return found != sample.phases.end() ? &*found : nullptr;
}

// The run's levers, and those that would do nothing with its devices: none of them is advice.
LeverSet LeversOutOfQuestion(const RunRecord& run) {
  const std::vector<Device> devices = ParseDevices(run.devices);
  LeverSet levers = run.levers;
  for (const LeverInfo& info : Levers()) {
    LeverSet alone;
    alone.Add(info.lever);
    if (!InactiveLevers(alone, devices).empty()) levers.Add(info.lever);
  }
  return levers;
}

std::optional<DerivedShare> DerivedOf(const RunRecord& run) {
  if (!run.artifact.has_value() || run.artifact->derived.empty()) return std::nullopt;
  DerivedShare share = {.package_bytes = run.artifact->bytes, .tables = run.artifact->derived};
  for (const DerivedTable& table : share.tables) {
    share.bytes += table.bytes;
    share.unshared_bytes += table.unshared_bytes;
  }
  for (const LeverInfo& info : Levers()) {
    share.levers.push_back({std::string(info.id), std::string(info.derived)});
  }
  return share;
}

Explanation ExplainRun(const Report& report, const RunRecord& run, const ExplainOptions& options) {
  Explanation result = {.run = run.id, .lever_set = run.lever_set};
  result.derived = DerivedOf(run);
  const Metric metric = MetricOf(report);
  struct Candidate {
    const Sample* sample;
    const PhaseRecord* phase;
    uint64_t peak;
  };
  std::vector<Candidate> candidates;
  bool ended_well = false;
  for (const Sample& sample : run.samples) {
    if (sample.exit.status != "ok") continue;
    ended_well = true;
    const PhaseRecord* const phase =
        options.phase.has_value() ? FindPhase(sample, *options.phase) : Highest(sample, metric);
    if (phase == nullptr || !(phase->*metric.phase).has_value()) continue;
    candidates.push_back({&sample, phase, *(phase->*metric.phase)});
  }
  if (candidates.empty()) {
    result.reason = !ended_well ? "no process of this run ended well"
                                : "the peak of the phase is not known: high-water marks could not "
                                  "be reset where this was measured";
    return result;
  }
  std::ranges::stable_sort(candidates, {}, &Candidate::peak);
  const Candidate& median = candidates[(candidates.size() - 1) / 2];
  result.repeat = median.sample->repeat;
  result.samples = candidates.size();
  result.lowest_peak_bytes = candidates.front().peak;
  result.highest_peak_bytes = candidates.back().peak;
  result.agreeing = static_cast<size_t>(std::ranges::count_if(
      candidates, [&](const Candidate& one) { return one.phase->name == median.phase->name; }));
  if (!(report.floor.*metric.floor).has_value()) {
    result.reason = "the floor was not measured, so that nothing can be told apart from it";
  } else if (median.phase->owners.empty()) {
    result.reason = "the report does not tell who held memory in " + median.phase->name;
  } else {
    result.phase = ExplainPhase(*median.sample, *median.phase, *(report.floor.*metric.floor),
                                LeversOutOfQuestion(run), metric);
  }
  return result;
}

std::string Listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

void CheckRun(const Report& report, const std::string& id) {
  if (FindRun(report, id) != nullptr) return;
  std::vector<std::string> ids;
  for (const RunRecord& run : report.runs) ids.push_back(run.id);
  throw UsageError("the report has no run " + converter::Quoted(id) + "; it has " + Listed(ids),
                   {.key = "--run"});
}

void CheckPhase(const Report& report, const std::string& name) {
  std::vector<std::string> names;
  for (const RunRecord& run : report.runs) {
    for (const Sample& sample : run.samples) {
      for (const PhaseRecord& phase : sample.phases) {
        if (phase.name == name) return;
        if (std::ranges::find(names, phase.name) == names.end()) names.push_back(phase.name);
      }
    }
  }
  throw UsageError(
      "the report has no phase " + converter::Quoted(name) + "; it has " + Listed(names),
      {.key = "--phase"});
}

}  // namespace

std::vector<Explanation> Explain(const Report& report, const ExplainOptions& options) {
  if (options.run.has_value()) CheckRun(report, *options.run);
  if (options.phase.has_value()) CheckPhase(report, *options.phase);
  std::vector<Explanation> explanations;
  for (const RunRecord& run : report.runs) {
    if (options.run.has_value() && run.id != *options.run) continue;
    explanations.push_back(ExplainRun(report, run, options));
  }
  return explanations;
}

}  // namespace tidemark::harness
