#include "harness/backends/ane/patches.h"

#include <algorithm>

namespace tidemark::harness::ane {
namespace {

bool IsTrivial(const ConvolutionAxis& axis) {
  return axis.kernel == 1 && axis.stride == 1 && axis.pad_before == 0 && axis.in == axis.out;
}

// The least i >= 0 with i * stride >= distance.
int64_t StepsTo(int64_t distance, int64_t stride) {
  return distance <= 0 ? 0 : (distance + stride - 1) / stride;
}

}  // namespace

bool Patches::trivial() const { return IsTrivial(y_) && IsTrivial(x_); }

void Patches::Gather(const float* plane, float* rows) const {
  for (int64_t tap_y = 0; tap_y < y_.kernel; ++tap_y) {
    for (int64_t tap_x = 0; tap_x < x_.kernel; ++tap_x) {
      for (int64_t out_y = 0; out_y < y_.out; ++out_y, rows += x_.out) {
        const int64_t in_y = out_y * y_.stride + tap_y * y_.dilation - y_.pad_before;
        if (in_y < 0 || in_y >= y_.in) {
          std::fill_n(rows, x_.out, 0.0F);
        } else {
          GatherRow(plane + in_y * x_.in, tap_x, rows);
        }
      }
    }
  }
}

void Patches::GatherRow(const float* points, int64_t tap, float* row) const {
  const int64_t shift = tap * x_.dilation - x_.pad_before;
  const int64_t first = std::min(StepsTo(-shift, x_.stride), x_.out);
  const int64_t last = std::clamp(StepsTo(x_.in - shift, x_.stride), first, x_.out);
  std::fill(row, row + first, 0.0F);
  if (x_.stride == 1) {
    std::copy(points + first + shift, points + last + shift, row + first);
  } else {
    for (int64_t i = first; i < last; ++i) row[i] = points[i * x_.stride + shift];
  }
  std::fill(row + last, row + x_.out, 0.0F);
}

}  // namespace tidemark::harness::ane
