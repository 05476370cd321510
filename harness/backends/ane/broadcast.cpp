#include "harness/backends/ane/broadcast.h"

namespace tidemark::harness::ane {
namespace {

// Elements from one index of each dimension of `out` to the next in an operand: 0 where it
// stretches.
std::array<size_t, kMaxRank> Steps(std::span<const int64_t> operand, std::span<const int64_t> out) {
  std::array<size_t, kMaxRank> steps = {};
  size_t step = 1;
  for (size_t i = operand.size(); i-- > 0;) {
    const auto extent = static_cast<size_t>(operand[i]);
    steps[i + out.size() - operand.size()] = extent == 1 ? 0 : step;
    step *= extent;
  }
  return steps;
}

}  // namespace

BroadcastRows::BroadcastRows(std::span<const int64_t> x, std::span<const int64_t> y,
                             std::span<const int64_t> out) {
  const auto x_steps = Steps(x, out);
  const auto y_steps = Steps(y, out);
  for (size_t i = 0; i < out.size(); ++i) {
    const auto count = static_cast<size_t>(out[i]);
    if (count == 1) continue;
    if (depth_ > 0) {
      Loop& outer = loops_[depth_ - 1];
      if (outer.x_step == x_steps[i] * count && outer.y_step == y_steps[i] * count) {
        outer = {.count = outer.count * count, .x_step = x_steps[i], .y_step = y_steps[i]};
        continue;
      }
    }
    loops_[depth_++] = {.count = count, .x_step = x_steps[i], .y_step = y_steps[i]};
  }
  if (depth_ == 0) loops_[depth_++] = {};
  const Loop& row = loops_[depth_ - 1];
  if (row.count > 1) {
    if (row.x_step == 0) form_ = RowForm::kXIsOne;
    if (row.y_step == 0) form_ = RowForm::kYIsOne;
  }
}

BroadcastRows::Row BroadcastRows::RowWith(size_t result) const {
  Row row = {.out = result};
  for (size_t depth = depth_; depth-- > 0;) {
    const Loop& loop = loops_[depth];
    const size_t index = result % loop.count;
    result /= loop.count;
    row.x += index * loop.x_step;
    row.y += index * loop.y_step;
  }
  return row;
}

}  // namespace tidemark::harness::ane
