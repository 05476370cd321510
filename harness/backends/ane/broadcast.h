#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_BROADCAST_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_BROADCAST_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "harness/backends/ane/shape.h"
#include "harness/backends/ane/vector_kernels.h"

namespace tidemark::harness::ane {

// A binary operation with broadcasting, as rows of consecutive results: neighbouring dimensions
// that both operands walk alike are one loop.
class BroadcastRows {
 public:
  // A row: offsets, in elements, of its first operands and result.
  struct Row {
    size_t x = 0;
    size_t y = 0;
    size_t out = 0;
  };

  // `x` and `y` broadcast to `out`.
  BroadcastRows(std::span<const int64_t> x, std::span<const int64_t> y,
                std::span<const int64_t> out);

  RowForm form() const { return form_; }
  // Results in a row.
  size_t length() const { return loops_[depth_ - 1].count; }

  // Calls visit(row, count) for the results [first, last), in order, as rows of `count` of them:
  // parts of rows at the ends.
  template <typename Visit>
  void ForEachWithin(size_t first, size_t last, Visit visit) const {
    while (first < last) {
      const size_t at = first % length();
      const size_t count = length() - at < last - first ? length() - at : last - first;
      visit(RowWith(first), count);
      first += count;
    }
  }

  // Calls `visit` for every row, in the order of the results.
  template <typename Visit>
  void ForEach(Visit visit) const {
    std::array<size_t, kMaxRank> index = {};
    Row row;
    for (;;) {
      visit(row);
      row.out += length();
      size_t depth = depth_ - 1;
      for (;; --depth) {
        if (depth == 0) return;
        const Loop& loop = loops_[depth - 1];
        row.x += loop.x_step;
        row.y += loop.y_step;
        if (++index[depth - 1] < loop.count) break;
        index[depth - 1] = 0;
        row.x -= loop.x_step * loop.count;
        row.y -= loop.y_step * loop.count;
      }
    }
  }

 private:
  struct Loop {
    size_t count = 1;
    size_t x_step = 0;
    size_t y_step = 0;
  };

  // From one result to the end of its row.
  Row RowWith(size_t result) const;

  // Outermost first; the last is the row itself.
  std::array<Loop, kMaxRank> loops_ = {};
  size_t depth_ = 0;
  RowForm form_ = RowForm::kBothVary;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_BROADCAST_H_
