#include "reference/eigen/point_grid.h"

namespace tidemark::reference {

PointGrid::PointGrid(int height_in, int width_in, int reach_y, int reach_x)
    : height(height_in),
      width(width_in),
      pitch(width_in + reach_x),
      origin(reach_y * ptrdiff_t{pitch} + reach_x),
      span((height_in - 1) * pitch + width_in),
      size((height_in + 2 * reach_y) * ptrdiff_t{pitch} + reach_x) {}

}  // namespace tidemark::reference
