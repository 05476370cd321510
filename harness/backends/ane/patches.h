#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_PATCHES_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_PATCHES_H_

#include <cstdint>

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

// The points that each tap of a kernel meets, one row of out_y * out_x per tap: a convolution is
// then a product of matrices.
class Patches {
 public:
  Patches(const ConvolutionAxis& y, const ConvolutionAxis& x) : y_(y), x_(x) {}

  // The patches are the plane itself: a kernel of one point with stride 1 and no padding.
  bool trivial() const;

  // Writes the rows of one channel's taps, kernel_y * kernel_x of them; points outside the plane
  // are 0.
  void Gather(const float* plane, float* rows) const;

 private:
  void GatherRow(const float* points, int64_t tap, float* row) const;

  ConvolutionAxis y_;
  ConvolutionAxis x_;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_PATCHES_H_
