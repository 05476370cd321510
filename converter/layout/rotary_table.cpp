#include "converter/layout/rotary_table.h"

#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include "converter/error.h"
#include "converter/layout/elementary.h"

namespace tidemark::converter {
namespace {

float AngleAt(uint64_t x, uint64_t y, float fx, float fy) {
  return static_cast<float>(x) * fx + static_cast<float>(y) * fy;
}

std::string ShortText(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", static_cast<double>(value));
  return text;
}

}  // namespace

std::vector<float> FixedFrequencies(float theta, uint64_t q_width) {
  const uint64_t pairs = q_width / 2;
  const uint64_t half = pairs / 2;
  std::vector<float> frequencies(2 * pairs);
  for (uint64_t pair = 0; pair < pairs; ++pair) {
    const bool by_row = pair < half;
    const uint64_t ordinal = by_row ? pair : pair - half;
    const double exponent = 2 * static_cast<double>(ordinal) / static_cast<double>(pairs);
    frequencies[2 * pair + (by_row ? 1 : 0)] =
        static_cast<float>(PortablePower(static_cast<double>(theta), -exponent));
  }
  return frequencies;
}

RotaryTable::RotaryTable(std::vector<float> frequencies, uint64_t kv_heads, uint64_t heads,
                         const Storage& storage)
    : frequencies_(std::move(frequencies)),
      pairs_(frequencies_.size() / 2 / kv_heads),
      group_(heads / kv_heads),
      height_(storage.height),
      width_(storage.width) {
  for (size_t i = 0; i < frequencies_.size(); i += 2) {
    const float largest =
        AngleAt(width_ - 1, height_ - 1, std::abs(frequencies_[i]), std::abs(frequencies_[i + 1]));
    if (!(static_cast<double>(largest) <= kLargestAngle)) {
      throw FormatError("rotary frequencies of " + ShortText(frequencies_[i]) + " and " +
                        ShortText(frequencies_[i + 1]) + " turn by more than " +
                        std::to_string(static_cast<long>(kLargestAngle)) +
                        " radians across the board, which no trained network does");
    }
  }
}

void RotaryTable::Fill(Function function, uint64_t row, std::span<float> values) const {
  const uint64_t x = row % width_;
  const uint64_t y = row / width_ % height_;
  const uint64_t kv_head = row / (width_ * height_) / group_;
  const std::span<const float> frequencies =
      std::span(frequencies_).subspan(kv_head * 2 * pairs_, 2 * pairs_);
  for (uint64_t pair = 0; pair < pairs_; ++pair) {
    const float angle = AngleAt(x, y, frequencies[2 * pair], frequencies[2 * pair + 1]);
    const auto wide = static_cast<double>(angle);
    const double value = function == Function::kCosine ? PortableCosine(wide) : PortableSine(wide);
    values[2 * pair] = static_cast<float>(value);
    values[2 * pair + 1] = static_cast<float>(value);
  }
}

}  // namespace tidemark::converter
