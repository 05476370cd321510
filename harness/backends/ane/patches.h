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
  // `channels` are those of the input `x` [N, channels, y.in, x.in], of which a group of the
  // convolution begins at a multiple of `group_channels`.
  Patches(const ConvolutionAxis& y, const ConvolutionAxis& x) : y_(y), x_(x) {}

  // The input of one group: its first channel in `x`, and how many channels a position has.
  struct Source {
    std::span<const float> x = {};
    size_t channels = 0;
    size_t first_channel = 0;
  };

  // Writes the panel [terms.count, reference::Products().panel_columns] whose first column is
  // `column`. Points outside the plane and columns from `columns` on are 0.
  void Gather(const Source& source, size_t column, size_t columns, TermRange terms,
              float* panel) const;

 private:
  // The most columns of a panel.
  static constexpr size_t kLanes = 64;

  // Where the columns of a panel lie: their points of the plane at the kernel's first tap, which
  // may be outside of it, and the elements of `x` before the planes of their positions.
  struct Columns {
    std::array<int64_t, kLanes> y;
    std::array<int64_t, kLanes> x;
    std::array<int64_t, kLanes> base;
    // They are of one position, and neighbours in the result are neighbours in the plane.
    bool consecutive;
  };
  // A tap's points for a panel: their offsets from the first element of a plane, and -1 where they
  // are inside, else 0.
  struct Tap {
    std::array<int64_t, kLanes> offset;
    alignas(64) std::array<int32_t, kLanes> inside;
  };

  bool trivial() const;
  Columns Locate(const Source& source, size_t column, size_t columns) const;
  Tap Move(const Columns& at, size_t tap) const;

  ConvolutionAxis y_;
  ConvolutionAxis x_;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_PATCHES_H_
