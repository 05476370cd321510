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

BackendError ErrorBetween(const MeasuredModel& model, const std::filesystem::path& inputs,
                          const std::filesystem::path& expected,
                          const std::filesystem::path& outputs) {
  using reference::Keep;
  const reference::CaseSet positions = reference::ReadCases(inputs, Keep::kInFile);
  const reference::CaseSet right_ones = reference::ReadCases(expected, Keep::kInFile);
  const reference::CaseSet actual = reference::ReadCases(outputs, Keep::kInFile);
  if (right_ones.size() != positions.size() || actual.size() != positions.size()) {
    throw FormatError("expected outputs of " + std::to_string(positions.size()) +
                          " positions, not " + std::to_string(actual.size()),
                      {.file = outputs.string()});
  }
  const reference::PostProcessor post(model.facts.format_version, model.post_process);
  reference::RawComparison raw({});
  BackendError error;
  for (size_t i = 0; i < positions.size(); ++i) {
    const std::optional<reference::RawOutputs> right = right_ones.Outputs(i);
    const std::optional<reference::RawOutputs> measured = actual.Outputs(i);
    if (!right.has_value() || !measured.has_value()) {
      throw FormatError("position " + std::to_string(i) + " has no outputs",
                        {.file = (right.has_value() ? outputs : expected).string()});
    }
    const reference::PositionFacts facts = positions.Facts(i);
    raw.Add(i, *right, *measured, facts.board);
    error.statistics.Add(
        ErrorsBetween(post.Apply(*right, 0, facts), post.Apply(*measured, 0, facts)));
  }
  error.raw_max_abs = raw.max_absolute().value_or(0);
  return error;
}

}  // namespace tidemark::harness
