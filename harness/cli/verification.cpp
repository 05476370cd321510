#include "harness/cli/verification.h"

#include <span>

#include "harness/scenario/names.h"
#include "reference/cases/position.h"
#include "reference/inputs/encode_positions.h"
#include "reference/outputs/position_errors.h"
#include "reference/outputs/post_process.h"

namespace tidemark::harness {

using reference::ErrorLimitSet;

ErrorLimitSet Verification::limits() const {
  return reference::LimitSetOf(ParsePrecision(precision));
}

bool Verification::outputs_pass() const {
  if (compared == 0) return encoding.has_value();
  return raw.pass() && (!tolerances.go.has_value() || Within(go, *tolerances.go));
}

Verification CompareOutputs(const reference::CaseSet& cases, const ModelEvaluation& evaluation,
                            const ModelTraits& traits,
                            const std::optional<reference::ValueTolerance>& tolerance) {
  Verification verification;
  verification.cases = cases.size();
  verification.other_size = evaluation.other_size;
  verification.partial_boards = evaluation.partial_boards;
  verification.precision = evaluation.precision;
  verification.emulated = evaluation.emulated;
  if (tolerance.has_value()) {
    verification.tolerances.raw = *tolerance;
  } else {
    verification.tolerances = reference::DefaultTolerances(ParsePrecision(evaluation.precision));
  }
  verification.raw = reference::RawComparison(verification.tolerances.raw);
  const reference::PostProcessor post(traits.version, traits.post_process);
  for (size_t i = 0; i < evaluation.chosen.size(); ++i) {
    const size_t index = evaluation.chosen[i];
    const std::optional<reference::RawOutputs> recorded = cases.Outputs(index);
    if (!recorded.has_value()) {
      ++verification.without_outputs;
      continue;
    }
    const reference::PositionFacts& facts = cases.Facts(index);
    verification.raw.Add(index, *recorded, evaluation.outputs[i], facts.board);
    const reference::PostProcessed right = post.Apply(*recorded, 0, facts);
    const reference::PostProcessed candidate = post.Apply(evaluation.outputs[i], 0, facts);
    verification.go.Include(DifferencesBetween(right, candidate));
    verification.statistics.Add(ErrorsBetween(right, candidate));
    ++verification.compared;
  }
  return verification;
}

reference::InputComparison CompareInputs(const reference::CaseSet& cases,
                                         const reference::SgfMetadata& metadata,
                                         size_t& without_positions) {
  reference::InputComparison comparison;
  without_positions = 0;
  for (size_t i = 0; i < cases.size(); ++i) {
    const std::optional<reference::Position> position = cases.PositionOf(i);
    if (!position.has_value()) {
      ++without_positions;
      continue;
    }
    const reference::NetworkInputs recorded = cases.Inputs(i);
    reference::EncodeOptions options = {
        .features = {.pass_alive_suicide = position->pass_alive_suicide}};
    if (!recorded.metadata.empty()) options.metadata = metadata;
    comparison.Add(i, recorded,
                   EncodePositions(std::span(&position->game, 1),
                                   {.height = recorded.height, .width = recorded.width}, options));
  }
  return comparison;
}

reference::EvaluationComparison CompareEvaluations(const reference::CaseSet& cases,
                                                   const ModelTraits& traits) {
  reference::EvaluationComparison comparison;
  const reference::PostProcessor post(traits.version, traits.post_process);
  for (size_t i = 0; i < cases.size(); ++i) {
    const std::optional<reference::RawOutputs> outputs = cases.Outputs(i);
    const std::optional<reference::PostProcessed> recorded = cases.Evaluation(i);
    if (!outputs.has_value() || !recorded.has_value()) continue;
    comparison.Add(i, *recorded, post.Apply(*outputs, 0, cases.Facts(i)));
  }
  return comparison;
}

}  // namespace tidemark::harness
