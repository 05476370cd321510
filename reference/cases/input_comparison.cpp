#include "reference/cases/input_comparison.h"

#include <string>

#include "converter/error.h"

namespace tidemark::reference {

void InputComparison::Add(size_t case_index, const NetworkInputs& recorded,
                          const NetworkInputs& encoded) {
  if (recorded.height != encoded.height || recorded.width != encoded.width ||
      recorded.metadata.size() != encoded.metadata.size()) {
    throw UsageError("the inputs of case " + std::to_string(case_index) +
                     " were recorded over another buffer, or for another kind of network");
  }
  AddValues("spatial", case_index, recorded.spatial, encoded.spatial,
            {.height = recorded.height, .width = recorded.width});
  AddValues("global", case_index, recorded.global, encoded.global, {.height = 1, .width = 1});
  AddValues("meta", case_index, recorded.metadata, encoded.metadata, {.height = 1, .width = 1});
  ++cases_;
}

void InputComparison::AddValues(std::string_view input, size_t case_index,
                                std::span<const float> recorded, std::span<const float> encoded,
                                BoardSize plane) {
  const int points = plane.height * plane.width;
  for (size_t i = 0; i < recorded.size(); ++i) {
    ++values_;
    if (recorded[i] == encoded[i]) continue;
    ++mismatches_;
    if (first_.has_value()) continue;
    const int index = static_cast<int>(i);
    first_ = {.input = input,
              .place = {.case_index = case_index, .channel = index / points},
              .recorded = recorded[i],
              .encoded = encoded[i]};
    if (points > 1) {
      first_->place.y = index % points / plane.width;
      first_->place.x = index % plane.width;
    }
  }
}

}  // namespace tidemark::reference
