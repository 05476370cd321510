#ifndef TIDEMARK_REFERENCE_CASES_INPUT_COMPARISON_H_
#define TIDEMARK_REFERENCE_CASES_INPUT_COMPARISON_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "reference/cases/compare.h"
#include "reference/inputs/network_inputs.h"

namespace tidemark::reference {

// An input that is not the recorded one.
struct InputMismatch {
  // "spatial", "global" or "meta".
  std::string_view input = {};
  // A global or metadata value is a channel.
  ValuePlace place = {};
  float recorded = 0;
  float encoded = 0;
};

// Compares encoded inputs with recorded ones, which must be equal numbers.
class InputComparison {
 public:
  // Batches of one. Throws UsageError when the buffers differ, or only one has metadata.
  void Add(size_t case_index, const NetworkInputs& recorded, const NetworkInputs& encoded);

  size_t cases() const { return cases_; }
  // Values compared, and those of them that differ.
  uint64_t values() const { return values_; }
  uint64_t mismatches() const { return mismatches_; }
  // Of the first case that has any.
  const std::optional<InputMismatch>& first() const { return first_; }
  // At least one case was added, and every value is the recorded one.
  bool pass() const { return cases_ > 0 && mismatches_ == 0; }

 private:
  void AddValues(std::string_view input, size_t case_index, std::span<const float> recorded,
                 std::span<const float> encoded, BoardSize plane);

  size_t cases_ = 0;
  uint64_t values_ = 0;
  uint64_t mismatches_ = 0;
  std::optional<InputMismatch> first_ = {};
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_INPUT_COMPARISON_H_
