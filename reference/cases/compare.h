#ifndef TIDEMARK_REFERENCE_CASES_COMPARE_H_
#define TIDEMARK_REFERENCE_CASES_COMPARE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "reference/cases/tensor_layout.h"
#include "reference/cases/tolerances.h"
#include "reference/inputs/network_inputs.h"
#include "reference/outputs/raw_outputs.h"

namespace tidemark::reference {

// Where a value is. `y` and `x` are absent for outputs that have no board.
struct ValuePlace {
  size_t case_index = 0;
  int channel = 0;
  std::optional<int> y = {};
  std::optional<int> x = {};
};

// A value with how far it is off.
struct ValueDifference {
  double difference = 0;
  ValuePlace place = {};
  float recorded = 0;
  float actual = 0;
};

// One output over all cases that were added.
struct OutputDifference {
  // "policy", "pass", "value", "scorevalue", "ownership".
  std::string_view output = {};
  // Values compared, and those of them out of tolerance.
  uint64_t values = 0;
  uint64_t failures = 0;
  // The largest |actual - recorded|, and the largest one in proportion to |recorded|, over values
  // that were not recorded as 0. Absent until there is a value. Infinite where either side is
  // infinite or not a number; the first one of several.
  std::optional<ValueDifference> absolute = {};
  std::optional<ValueDifference> relative = {};
  // The one that exceeds its tolerance by the largest factor, which is its `difference`.
  std::optional<ValueDifference> worst_failure = {};
};

// Compares a backend's raw outputs with recorded ones, on the board only: off the board they mean
// nothing. A value that is infinite or not a number, on either side, fails.
class RawComparison {
 public:
  explicit RawComparison(ValueTolerance tolerance);

  // Batches of one. Throws UsageError when the buffers or the channels differ.
  void Add(size_t case_index, const RawOutputs& recorded, const RawOutputs& actual,
           BoardSize board);

  size_t cases() const { return cases_; }
  const std::array<OutputDifference, kOutputTensors.size()>& outputs() const { return outputs_; }
  uint64_t failures() const;
  // The largest absolute difference in any output; nothing until a case was added.
  std::optional<double> max_absolute() const;
  // At least one case was added, and every value is within tolerance.
  bool pass() const { return cases_ > 0 && failures() == 0; }

 private:
  void AddVector(OutputDifference& output, size_t case_index, std::span<const float> recorded,
                 std::span<const float> actual) const;
  void AddValue(OutputDifference& output, const ValuePlace& place, float recorded,
                float actual) const;

  ValueTolerance tolerance_;
  size_t cases_ = 0;
  std::array<OutputDifference, kOutputTensors.size()> outputs_ = {};
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_COMPARE_H_
