#include "reference/cases/compare.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void KeepLarger(std::optional<ValueDifference>& largest, const ValueDifference& found) {
  if (!largest.has_value() || found.difference > largest->difference) largest = found;
}

std::string Describe(const RawOutputs& outputs) {
  return std::to_string(outputs.policy_channels) + " policy and " +
         std::to_string(outputs.score_channels) + " score channels over " +
         std::to_string(outputs.width) + "x" + std::to_string(outputs.height) +
         " points in a batch of " + std::to_string(outputs.batch);
}

// Calls visit(channel, y, x, flat index) for every on-board point of [channels, H, W].
template <typename Visit>
void ForEachPoint(int channels, int height, int width, BoardSize board, const Visit& visit) {
  for (int channel = 0; channel < channels; ++channel) {
    for (int y = 0; y < board.height; ++y) {
      for (int x = 0; x < board.width; ++x) {
        visit(channel, y, x, static_cast<size_t>((channel * height + y) * width + x));
      }
    }
  }
}

}  // namespace

RawComparison::RawComparison(ValueTolerance tolerance) : tolerance_(tolerance) {
  for (size_t i = 0; i < outputs_.size(); ++i) outputs_[i].output = kOutputTensors[i];
}

void RawComparison::Add(size_t case_index, const RawOutputs& recorded, const RawOutputs& actual,
                        BoardSize board) {
  const std::string expected = Describe(recorded);
  if (recorded.batch != 1 || Describe(actual) != expected) {
    throw UsageError("cannot compare " + Describe(actual) + " with " + expected);
  }
  auto& [policy, pass, value, score_value, ownership] = outputs_;
  const auto add_points = [&](OutputDifference& output, int channels,
                              const std::vector<float>& recorded_values,
                              const std::vector<float>& actual_values) {
    ForEachPoint(channels, recorded.height, recorded.width, board,
                 [&](int channel, int y, int x, size_t i) {
                   AddValue(output, {.case_index = case_index, .channel = channel, .y = y, .x = x},
                            recorded_values[i], actual_values[i]);
                 });
  };
  add_points(policy, recorded.policy_channels, recorded.policy, actual.policy);
  AddVector(pass, case_index, recorded.pass, actual.pass);
  AddVector(value, case_index, recorded.value, actual.value);
  AddVector(score_value, case_index, recorded.score_value, actual.score_value);
  add_points(ownership, 1, recorded.ownership, actual.ownership);
  ++cases_;
}

void RawComparison::AddVector(OutputDifference& output, size_t case_index,
                              std::span<const float> recorded,
                              std::span<const float> actual) const {
  for (size_t i = 0; i < recorded.size(); ++i) {
    AddValue(output, {.case_index = case_index, .channel = static_cast<int>(i)}, recorded[i],
             actual[i]);
  }
}

void RawComparison::AddValue(OutputDifference& output, const ValuePlace& place, float recorded,
                             float actual) const {
  const double expected = std::abs(static_cast<double>(recorded));
  const bool finite = std::isfinite(recorded) && std::isfinite(actual);
  const double difference =
      finite ? std::abs(static_cast<double>(actual) - static_cast<double>(recorded)) : kInfinity;
  const auto keep = [&](std::optional<ValueDifference>& largest, double amount) {
    KeepLarger(largest,
               {.difference = amount, .place = place, .recorded = recorded, .actual = actual});
  };
  ++output.values;
  keep(output.absolute, difference);
  if (!finite || expected > 0) keep(output.relative, finite ? difference / expected : kInfinity);
  const double allowed = tolerance_.absolute + tolerance_.relative * expected;
  if (!finite || difference > allowed) {
    ++output.failures;
    keep(output.worst_failure, finite && allowed > 0 ? difference / allowed : kInfinity);
  }
}

uint64_t RawComparison::failures() const {
  uint64_t failures = 0;
  for (const OutputDifference& output : outputs_) failures += output.failures;
  return failures;
}

std::optional<double> RawComparison::max_absolute() const {
  std::optional<double> largest;
  for (const OutputDifference& output : outputs_) {
    if (output.absolute.has_value()) {
      largest = std::max(largest.value_or(0), output.absolute->difference);
    }
  }
  return largest;
}

}  // namespace tidemark::reference
