#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_PATCHES_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_PATCHES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tidemark::harness::ane {

// One spatial direction of a convolution, in points.
struct ConvolutionAxis {
  int64_t in = 0;
  int64_t kernel = 1;
  int64_t stride = 1;
  int64_t dilation = 1;
  int64_t pad_before = 0;
  int64_t out = 0;
};

// Terms [first, first + count) of a convolution's sums: a term is a tap of an input channel, taps
// fastest.
struct TermRange {
  size_t first = 0;
  size_t count = 0;
};

// The points that each term meets, as panels of reference::Products(): a convolution is then a
// product of matrices. Columns are the points of the result, those of all positions in one row.
class Patches {
 public:
  Patches(const ConvolutionAxis& y, const ConvolutionAxis& x) : y_(y), x_(x) {}

  // The input of one group of channels, in `x` [N, channels, y.in, x.in].
  struct Source {
    std::span<const float> x = {};
    size_t channels = 0;
    size_t first_channel = 0;
  };

  // Writes the panel [terms.count, reference::Products().panel_columns] whose first column is
  // `column`. Points outside the plane and columns from `columns` on are 0.
  void Gather(const Source& source, size_t column, size_t columns, TermRange terms,
              float* panel) const;

  // Asks the memory for what such a call will read, where that is little: CPUs do not foresee the
  // next panel.
  void Prefetch(const Source& source, size_t column, TermRange terms) const;

 private:
  // The most columns of a panel.
  static constexpr size_t kLanes = 64;

  // Columns [first, last) of a panel that are of one position.
  struct Run {
    size_t first = 0;
    size_t last = 0;
  };
  // Where the columns of a panel lie: their points of the plane at the kernel's first tap, which
  // may be outside of it, and the elements of `x` before the planes of their positions.
  struct Columns {
    std::array<int64_t, kLanes> y;
    std::array<int64_t, kLanes> x;
    std::array<int64_t, kLanes> base;
    std::array<Run, kLanes> runs;
    size_t run_count = 0;
  };
  // A tap's points for a panel: their offsets from the first element of a plane, and -1 where they
  // are inside, else 0.
  struct Tap {
    std::array<int64_t, kLanes> offset;
    alignas(64) std::array<int32_t, kLanes> inside;
  };
  // Rows of a panel: those of one tap in neighbouring channels. `from` counts from the first
  // element of `x`.
  struct Rows {
    size_t count = 0;
    size_t from = 0;
    float* to = nullptr;
    size_t to_step = 0;
  };

  bool trivial() const;
  size_t plane() const { return static_cast<size_t>(y_.in * x_.in); }
  // Neighbours in a position's result are neighbours in its plane.
  bool keeps_order() const;
  Columns Locate(const Source& source, size_t column, size_t columns) const;
  Tap Move(const Columns& at, size_t tap) const;
  void Copy(std::span<const float> x, const Tap& points, Run run, const Rows& rows) const;

  ConvolutionAxis y_;
  ConvolutionAxis x_;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_PATCHES_H_
