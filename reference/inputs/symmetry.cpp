#include "reference/inputs/symmetry.h"

#include <cstddef>
#include <string>
#include <utility>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

constexpr int kFlipY = 1;
constexpr int kFlipX = 2;
constexpr int kTranspose = 4;

}  // namespace

Symmetry::Symmetry(int number) : number_(number) {
  if (number < 0 || number > 7) {
    throw UsageError("symmetries are numbered from 0 to 7, not " + std::to_string(number));
  }
}

Symmetry Symmetry::Over(BoardSize buffer) const {
  return buffer.width == buffer.height ? *this : Symmetry(number_ & ~kTranspose);
}

Symmetry Symmetry::Inverse() const {
  if (number_ == (kTranspose | kFlipY)) return Symmetry(kTranspose | kFlipX);
  if (number_ == (kTranspose | kFlipX)) return Symmetry(kTranspose | kFlipY);
  return *this;
}

void Symmetry::Apply(std::span<const float> planes, BoardSize buffer,
                     std::span<float> moved) const {
  const auto width = static_cast<size_t>(buffer.width);
  const auto height = static_cast<size_t>(buffer.height);
  const int moves = Over(buffer).number_;
  const bool transpose = (moves & kTranspose) != 0;
  const size_t area = width * height;
  if (area == 0 || planes.size() % area != 0 || moved.size() != planes.size()) {
    throw UsageError("planes of " + std::to_string(buffer.width) + "x" +
                     std::to_string(buffer.height) + " cannot have " +
                     std::to_string(planes.size()) + " values");
  }
  for (size_t plane = 0; plane < planes.size(); plane += area) {
    for (size_t y = 0; y < height; ++y) {
      const size_t to_y = (moves & kFlipY) != 0 ? height - 1 - y : y;
      for (size_t x = 0; x < width; ++x) {
        const size_t to_x = (moves & kFlipX) != 0 ? width - 1 - x : x;
        const size_t to = transpose ? to_x * width + to_y : to_y * width + to_x;
        moved[plane + to] = planes[plane + y * width + x];
      }
    }
  }
}

}  // namespace tidemark::reference
