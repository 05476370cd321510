#include "harness/measure/backend_error.h"

#include <cstddef>
#include <optional>
#include <string>

#include "converter/error.h"
#include "reference/cases/case_reader.h"
#include "reference/cases/compare.h"
#include "reference/outputs/position_errors.h"
#include "reference/outputs/post_process.h"

namespace tidemark::harness {

BackendError ErrorAgainstReference(const MeasuredModel& model, const MeasuredPositions& positions,
                                   const std::filesystem::path& outputs) {
  using reference::Keep;
  const reference::CaseSet inputs = reference::ReadCases(positions.inputs, Keep::kInFile);
  const reference::CaseSet expected = reference::ReadCases(positions.reference, Keep::kInFile);
  const reference::CaseSet actual = reference::ReadCases(outputs, Keep::kInFile);
  if (expected.size() != inputs.size() || actual.size() != inputs.size()) {
    throw FormatError("expected outputs of " + std::to_string(inputs.size()) + " positions, not " +
                          std::to_string(actual.size()),
                      {.file = outputs.string()});
  }
  const reference::PostProcessor post(model.facts.format_version, model.post_process);
  reference::RawComparison raw({});
  BackendError error;
  for (size_t i = 0; i < inputs.size(); ++i) {
    const std::optional<reference::RawOutputs> right = expected.Outputs(i);
    const std::optional<reference::RawOutputs> measured = actual.Outputs(i);
    if (!right.has_value() || !measured.has_value()) {
      throw FormatError("position " + std::to_string(i) + " has no outputs",
                        {.file = (right.has_value() ? outputs : positions.reference).string()});
    }
    const reference::PositionFacts facts = inputs.Facts(i);
    raw.Add(i, *right, *measured, facts.board);
    error.statistics.Add(
        ErrorsBetween(post.Apply(*right, 0, facts), post.Apply(*measured, 0, facts)));
  }
  error.raw_max_abs = raw.max_absolute().value_or(0);
  return error;
}

}  // namespace tidemark::harness
