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

size_t RoundedUp(size_t count, size_t divisor) { return (count + divisor - 1) / divisor; }

}  // namespace

bool Patches::trivial() const { return IsTrivial(y_) && IsTrivial(x_); }

bool Patches::keeps_order() const { return y_.stride == 1 && x_.stride == 1 && x_.in == x_.out; }

Patches::Columns Patches::Locate(const Source& source, size_t column, size_t columns) const {
  Columns at;
  const size_t panel = PanelColumns();
  assert(panel <= kLanes);
  const auto area = static_cast<size_t>(y_.out * x_.out);
  const size_t last = std::min(column + panel, columns);
  size_t position = column / area;
  auto y = static_cast<int64_t>(column % area) / x_.out;
  auto x = static_cast<int64_t>(column % area) % x_.out;
  for (size_t i = 0; i < panel; ++i) {
    if (column + i >= last) {
      at.y[i] = kOutside;
      at.x[i] = kOutside;
      at.base[i] = 0;
      continue;
    }
    at.y[i] = y * y_.stride - y_.pad_before;
    at.x[i] = x * x_.stride - x_.pad_before;
    at.base[i] =
        static_cast<int64_t>((position * source.channels + source.first_channel) * plane());
    if (i == 0 || at.base[i] != at.base[i - 1]) at.runs[at.run_count++] = {.first = i};
    at.runs[at.run_count - 1].last = i + 1;
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
    // Of a point in the padding too, as copies of rows begin there; a column beyond the last has
    // none.
    moved.offset[i] = at.y[i] == kOutside ? 0 : at.base[i] + y * width + x;
  }
  return moved;
}

void Patches::Copy(std::span<const float> x, const Tap& points, Run run, const Rows& rows) const {
  const size_t width = PanelColumns();
  // Rows [begin, end) can be copied as vectors, because those begin and end within `x`.
  const int64_t start =
      static_cast<int64_t>(rows.from) + points.offset[run.first] - static_cast<int64_t>(run.first);
  const int64_t room = static_cast<int64_t>(x.size()) - static_cast<int64_t>(width) - start;
  size_t begin = rows.count;
  size_t end = rows.count;
  if (keeps_order() && room >= 0) {
    begin = std::min(rows.count, start >= 0 ? 0 : RoundedUp(static_cast<size_t>(-start), plane()));
    end = std::clamp(static_cast<size_t>(room) / plane() + 1, begin, rows.count);
  }
  if (begin < end) {
    alignas(64) std::array<int32_t, kLanes> mask = {};
    std::copy(points.inside.begin() + static_cast<ptrdiff_t>(run.first),
              points.inside.begin() + static_cast<ptrdiff_t>(run.last),
              mask.begin() + static_cast<ptrdiff_t>(run.first));
    const auto first = static_cast<size_t>(start + static_cast<int64_t>(begin * plane()));
    Vectors().copy_masked(run.first > 0, end - begin, width, x.data() + first, plane(), mask.data(),
                          rows.to + begin * rows.to_step, rows.to_step);
  }
  // The first run clears the columns of the others, and those beyond the last.
  const size_t last = run.first == 0 ? width : run.last;
  for (size_t row = begin == 0 ? end : 0; row < rows.count;
       row = row + 1 == begin ? end : row + 1) {
    const float* const from = x.data() + rows.from + row * plane();
    float* const to = rows.to + row * rows.to_step;
    for (size_t i = run.first; i < last; ++i) {
      const bool copied = i < run.last && points.inside[i] != 0;
      to[i] = copied ? from[points.offset[i]] : 0.0F;
    }
  }
}

void Patches::Gather(const Source& source, size_t column, size_t columns, TermRange terms,
                     float* panel) const {
  const size_t width = PanelColumns();
  const auto taps = static_cast<size_t>(y_.kernel * x_.kernel);
  const Columns at = Locate(source, column, columns);
  if (trivial() && at.run_count == 1) {
    const auto start = static_cast<size_t>(at.base[0] + at.y[0] * x_.in + at.x[0]);
    reference::Products().pack(
        static_cast<int>(terms.count), static_cast<int>(std::min(width, columns - column)),
        source.x.data() + start + terms.first * plane(), static_cast<ptrdiff_t>(plane()), panel);
    return;
  }
  for (size_t i = 0; i < std::min(taps, terms.count); ++i) {
    const Tap points = Move(at, (terms.first + i) % taps);
    const Rows rows = {.count = RoundedUp(terms.count - i, taps),
                       .from = (terms.first + i) / taps * plane(),
                       .to = panel + i * width,
                       .to_step = taps * width};
    for (size_t run = 0; run < at.run_count; ++run) Copy(source.x, points, at.runs[run], rows);
  }
}

void Patches::Prefetch(const Source& source, size_t column, TermRange terms) const {
  constexpr int64_t kMost = 256;
  constexpr int64_t kStep = 64 / sizeof(float);
  const auto area = static_cast<size_t>(y_.out * x_.out);
  const int64_t reach =
      (y_.kernel - 1) * y_.dilation * x_.in + (x_.kernel - 1) * x_.dilation + x_.stride;
  if (!keeps_order() || reach > kMost) return;
  const auto taps = static_cast<size_t>(y_.kernel * x_.kernel);
  const size_t channel = column / area * source.channels + source.first_channel;
  const size_t last = channel + RoundedUp(terms.first + terms.count, taps);
  const int64_t shift = static_cast<int64_t>(column % area) - y_.pad_before * x_.in - x_.pad_before;
  for (size_t i = channel + terms.first / taps; i < last; ++i) {
    const int64_t first = static_cast<int64_t>(i * plane()) + shift;
    const int64_t end = std::min(first + reach + static_cast<int64_t>(PanelColumns()),
                                 static_cast<int64_t>(source.x.size()));
    for (int64_t j = std::max<int64_t>(first, 0); j < end; j += kStep) {
      __builtin_prefetch(source.x.data() + j);
    }
  }
}

}  // namespace tidemark::harness::ane
