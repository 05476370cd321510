#include "harness/backends/ane/patches.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "harness/backends/ane/vector_kernels.h"
#include "reference/eigen/product_kernel.h"

namespace tidemark::harness::ane {
namespace {

// A coordinate from which no tap comes into a plane.
constexpr int64_t kOutside = std::numeric_limits<int64_t>::min() / 2;

bool IsTrivial(const ConvolutionAxis& axis) {
  return axis.kernel == 1 && axis.stride == 1 && axis.pad_before == 0 && axis.in == axis.out;
}

size_t PanelColumns() { return static_cast<size_t>(reference::Products().panel_columns); }

// The least i >= 0 with i * taps >= distance.
size_t ChannelsTo(size_t distance, size_t taps) { return (distance + taps - 1) / taps; }

}  // namespace

bool Patches::trivial() const { return IsTrivial(y_) && IsTrivial(x_); }

Patches::Columns Patches::Locate(const Source& source, size_t column, size_t columns) const {
  Columns at;
  const size_t panel = PanelColumns();
  assert(panel <= kLanes);
  const auto area = static_cast<size_t>(y_.out * x_.out);
  const auto plane = static_cast<size_t>(y_.in * x_.in);
  const size_t last = std::min(column + panel, columns);
  size_t position = column / area;
  auto y = static_cast<int64_t>(column % area) / x_.out;
  auto x = static_cast<int64_t>(column % area) % x_.out;
  at.consecutive =
      x_.stride == 1 && y_.stride == 1 && x_.in == x_.out && (last - 1) / area == position;
  for (size_t i = 0; i < panel; ++i) {
    if (column + i >= last) {
      at.y[i] = kOutside;
      at.x[i] = kOutside;
      at.base[i] = 0;
      continue;
    }
    at.y[i] = y * y_.stride - y_.pad_before;
    at.x[i] = x * x_.stride - x_.pad_before;
    at.base[i] = static_cast<int64_t>((position * source.channels + source.first_channel) * plane);
    if (++x < x_.out) continue;
    x = 0;
    if (++y < y_.out) continue;
    y = 0;
    ++position;
  }
  return at;
}

Patches::Tap Patches::Move(const Columns& at, size_t tap) const {
  Tap moved;
  const int64_t move_y = static_cast<int64_t>(tap) / x_.kernel * y_.dilation;
  const int64_t move_x = static_cast<int64_t>(tap) % x_.kernel * x_.dilation;
  const size_t panel = PanelColumns();
  const int64_t height = y_.in;
  const int64_t width = x_.in;
  for (size_t i = 0; i < panel; ++i) {
    const int64_t y = at.y[i] + move_y;
    const int64_t x = at.x[i] + move_x;
    const bool inside = (y >= 0) & (y < height) & (x >= 0) & (x < width);
    moved.inside[i] = -static_cast<int32_t>(inside);
    moved.offset[i] = at.base[i] + y * width + x;
  }
  return moved;
}

void Patches::Gather(const Source& source, size_t column, size_t columns, TermRange terms,
                     float* panel) const {
  const size_t width = PanelColumns();
  const auto plane = static_cast<size_t>(y_.in * x_.in);
  const auto taps = static_cast<size_t>(y_.kernel * x_.kernel);
  const Columns at = Locate(source, column, columns);
  if (trivial() && at.consecutive) {
    const size_t start = static_cast<size_t>(at.base[0] + at.y[0] * x_.in + at.x[0]);
    reference::Products().pack(
        static_cast<int>(terms.count), static_cast<int>(std::min(width, columns - column)),
        source.x.data() + start + terms.first * plane, static_cast<ptrdiff_t>(plane), panel);
    return;
  }
  for (size_t i = 0; i < std::min(taps, terms.count); ++i) {
    const size_t tap = (terms.first + i) % taps;
    const Tap points = Move(at, tap);
    const size_t first = (terms.first + i) / taps;
    const size_t count = ChannelsTo(terms.count - i, taps);
    float* const to = panel + i * width;
    // A vector of neighbours may begin before the input or end after it; there, each point is
    // copied by itself.
    size_t whole_first = count;
    size_t whole_last = count;
    if (at.consecutive) {
      const auto start = points.offset[0] + static_cast<int64_t>(first * plane);
      const auto room = static_cast<int64_t>(source.x.size()) - static_cast<int64_t>(width);
      const auto step = static_cast<int64_t>(plane);
      whole_first =
          start >= 0 ? 0 : std::min(count, ChannelsTo(static_cast<size_t>(-start), plane));
      const int64_t left = room - start;
      whole_last = left < 0 ? 0 : std::min(count, static_cast<size_t>(left / step) + 1);
      whole_last = std::max(whole_last, whole_first);
      if (whole_last > whole_first) {
        const float* const from =
            source.x.data() + (start + static_cast<int64_t>(whole_first) * step);
        Vectors().copy_masked(whole_last - whole_first, width, from, plane, points.inside.data(),
                              to + whole_first * taps * width, taps * width);
      }
    }
    for (size_t channel = 0; channel < count; ++channel) {
      if (channel == whole_first) channel = whole_last;
      if (channel >= count) break;
      const float* const from = source.x.data() + (first + channel) * plane;
      float* const row = to + channel * taps * width;
      for (size_t lane = 0; lane < width; ++lane) {
        row[lane] = points.inside[lane] != 0 ? from[points.offset[lane]] : 0.0F;
      }
    }
  }
}

}  // namespace tidemark::harness::ane
