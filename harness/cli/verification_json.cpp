#include <cmath>

#include <nlohmann/json.hpp>

#include "harness/cli/verification.h"
#include "harness/report/output_errors.h"
#include "harness/report/report_fields.h"

namespace tidemark::harness {
namespace {

using Json = nlohmann::ordered_json;

Json PlaceJson(const reference::ValuePlace& place) {
  Json json = {{"case", place.case_index}, {"channel", place.channel}};
  if (place.y.has_value()) json["y"] = *place.y;
  if (place.x.has_value()) json["x"] = *place.x;
  return json;
}

Json PlaceJson(const reference::ValueDifference& difference) {
  Json json = PlaceJson(difference.place);
  json["recorded"] = difference.recorded;
  json["actual"] = difference.actual;
  return json;
}

// JSON has no infinity: a difference that is infinite or was not found is null, with the reason.
void SetFigure(Json& entry, const std::string& key, const std::optional<double>& difference) {
  if (difference.has_value() && std::isfinite(*difference)) {
    entry[key] = *difference;
    return;
  }
  entry[key] = nullptr;
  entry[key + "_reason"] =
      difference.has_value() ? "a value is infinite or not a number" : "no value to compare with";
}

void SetFigure(Json& entry, const std::string& key,
               const std::optional<reference::ValueDifference>& difference) {
  SetFigure(entry, key,
            difference.has_value() ? std::optional(difference->difference) : std::nullopt);
}

Json OutputsJson(const reference::RawComparison& raw) {
  Json outputs = Json::object();
  for (const reference::OutputDifference& output : raw.outputs()) {
    Json& entry = outputs[std::string(output.output)];
    SetFigure(entry, "max_abs", output.absolute);
    SetFigure(entry, "max_rel", output.relative);
    entry["values"] = output.values;
    entry["failures"] = output.failures;
    entry["at"] = output.absolute.has_value() ? PlaceJson(*output.absolute) : Json();
    if (output.worst_failure.has_value()) {
      entry["worst_failure_at"] = PlaceJson(*output.worst_failure);
    }
  }
  return outputs;
}

Json EncodingJson(const Verification& verification) {
  const reference::InputComparison& encoding = *verification.encoding;
  Json json = {{"positions", encoding.cases()},
               {"without_positions", verification.without_positions},
               {"values", encoding.values()},
               {"mismatches", encoding.mismatches()},
               {"status", verification.encoding_passes() ? "pass" : "fail"}};
  if (const auto& first = encoding.first()) {
    Json& at = json["first_mismatch"] = PlaceJson(first->place);
    at["input"] = first->input;
    at["recorded"] = first->recorded;
    at["encoded"] = first->encoded;
  }
  return json;
}

Json PostProcessingJson(const Verification& verification) {
  const reference::EvaluationComparison& comparison = *verification.post_processing;
  Json json = {{"cases", comparison.cases()},
               {"tolerance", reference::kEvaluationTolerance},
               {"failures", comparison.failures()},
               {"legality_mismatches", comparison.legality_mismatches()},
               {"status", verification.post_processing_passes() ? "pass" : "fail"}};
  const auto& largest = comparison.largest();
  SetFigure(json, "max", largest.has_value() ? std::optional(largest->difference) : std::nullopt);
  if (largest.has_value()) json["at"] = {{"case", largest->case_index}, {"key", largest->key}};
  return json;
}

}  // namespace

std::string VerificationJson(const Verification& verification) {
  const auto go = [&verification](double max, double reference::GoTolerance::*limit) {
    Json json = {{"max", max}};
    if (verification.tolerances.go.has_value())
      json["limit"] = (*verification.tolerances.go).*limit;
    return json;
  };
  using Go = reference::GoTolerance;
  Json json = {{"kind", "tidemark.verify"},
               {"cases", verification.cases},
               {"compared", verification.compared},
               {"skipped", verification.cases - verification.compared},
               {"skipped_other_size", verification.other_size},
               {"skipped_partial_boards", verification.partial_boards},
               {"skipped_without_outputs", verification.without_outputs},
               {"backend", verification.backend},
               {"precision", verification.precision},
               {"emulated", verification.emulated},
               {"tolerance",
                {{"abs", verification.tolerances.raw.absolute},
                 {"rel", verification.tolerances.raw.relative}}},
               {"outputs", OutputsJson(verification.raw)},
               {"winrate", go(verification.go.winrate, &Go::winrate)},
               {"policy_probability", go(verification.go.policy, &Go::policy)},
               {"white_ownership", go(verification.go.ownership, &Go::ownership)},
               {"lead", go(verification.go.lead, &Go::lead)}};
  json["error"] = FieldWriter::ToJson(OutputErrorsFrom(
      verification.statistics, "cases", verification.raw.max_absolute(), verification.limits()));
  if (verification.encoding.has_value()) json["encoding"] = EncodingJson(verification);
  if (verification.post_processing.has_value()) {
    json["post_processing"] = PostProcessingJson(verification);
  }
  json["status"] = verification.pass() ? "pass" : "fail";
  return json.dump(2) + "\n";
}

}  // namespace tidemark::harness
