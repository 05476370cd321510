#include <utility>

#include <nlohmann/json.hpp>

#include "harness/report/explanation.h"

namespace tidemark::harness {
namespace {

using converter::Json;

Json ToJson(const PhasePeak& peak) { return {{"phase", peak.phase}, {"bytes", peak.bytes}}; }

Json ToJson(const std::optional<PhasePeak>& peak) {
  return peak.has_value() ? ToJson(*peak) : Json();
}

Json ToJson(const PhaseExplanation& phase) {
  Json owners = Json::array();
  for (const OwnerShare& share : phase.owners) {
    owners.push_back({{"name", share.owner},
                      {"bytes", share.bytes},
                      {"lever", share.lever.empty() ? Json() : Json(share.lever)}});
  }
  return {{"name", phase.peak.phase},
          {"peak_bytes", phase.peak.bytes},
          {"above_floor_bytes", phase.above_floor_bytes},
          {"owners", std::move(owners)},
          {"attributed_bytes", phase.attributed_bytes},
          {"unattributed_bytes", phase.unattributed_bytes},
          {"allowed_bytes", phase.allowed_bytes},
          {"adds_up", phase.adds_up()},
          {"next", ToJson(phase.next)},
          {"without_largest", ToJson(phase.without_largest)}};
}

Json ToJson(const DerivedShare& derived) {
  Json tables = Json::array();
  for (const DerivedTable& table : derived.tables) {
    tables.push_back({{"what", table.what},
                      {"layer", table.layer.empty() ? Json() : Json(table.layer)},
                      {"bytes", table.bytes},
                      {"unshared_bytes", table.unshared_bytes}});
  }
  Json levers = Json::array();
  for (const DerivedLever& lever : derived.levers) {
    levers.push_back(
        {{"id", lever.lever}, {"effect", lever.effect.empty() ? Json() : Json(lever.effect)}});
  }
  return {{"package_bytes", derived.package_bytes},
          {"bytes", derived.bytes},
          {"unshared_bytes", derived.unshared_bytes},
          {"tables", std::move(tables)},
          {"levers", std::move(levers)}};
}

}  // namespace

Json ExplanationToJson(const Report& report, const std::vector<Explanation>& explanations) {
  const bool footprint = report.environment.primary_metric == "footprint";
  const auto floor = footprint ? report.floor.peak_footprint_bytes : report.floor.peak_rss_bytes;
  Json runs = Json::array();
  for (const Explanation& explanation : explanations) {
    Json run = {{"id", explanation.run},
                {"repeat", explanation.repeat},
                {"samples", explanation.samples},
                {"lowest_peak_bytes", explanation.lowest_peak_bytes},
                {"highest_peak_bytes", explanation.highest_peak_bytes},
                {"samples_agreeing_on_phase", explanation.agreeing},
                {"phase", Json()}};
    if (explanation.phase.has_value()) {
      run["phase"] = ToJson(*explanation.phase);
    } else {
      run["phase_reason"] = explanation.reason;
    }
    if (explanation.derived.has_value()) run["derived"] = ToJson(*explanation.derived);
    runs.push_back(std::move(run));
  }
  Json json = {{"kind", "tidemark.explanation"},
               {"scenario", report.scenario.name},
               {"metric", footprint ? "footprint" : "rss"},
               {"floor_bytes", floor.has_value() ? Json(*floor) : Json()},
               {"runs", std::move(runs)}};
  if (!floor.has_value()) json["floor_bytes_reason"] = "it was not measured";
  return json;
}

}  // namespace tidemark::harness
