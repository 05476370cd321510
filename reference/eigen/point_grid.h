#ifndef TIDEMARK_REFERENCE_EIGEN_POINT_GRID_H_
#define TIDEMARK_REFERENCE_EIGEN_POINT_GRID_H_

#include <cstddef>

namespace tidemark::reference {

// How the points of one channel lie in memory: `height` rows of `pitch` values, of which the first
// `width` are points and the rest padding, with padding rows above and below. Every tap of a
// convolution that reaches at most `reach_y` rows and `reach_x` columns is then a constant shift,
// and padding on a row's right serves the next row's left as well.
struct PointGrid {
  PointGrid(int height, int width, int reach_y, int reach_x);

  // Where point (y, x) is in its channel.
  ptrdiff_t At(int y, int x) const { return origin + y * ptrdiff_t{pitch} + x; }

  int height = 0;
  int width = 0;
  int pitch = 0;
  // Where point (0, 0) is in its channel.
  ptrdiff_t origin = 0;
  // Values from the first point to the last, with the padding between them.
  int span = 0;
  // Values of a channel, with all its padding.
  ptrdiff_t size = 0;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_POINT_GRID_H_
