#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_GRID_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_GRID_H_

namespace tidemark::harness::gpu {

// Where the points of one position lie in a feature map: rows of the buffer, apart by the reach of
// the widest convolution, with a margin before the first and after the last, so that no kernel
// checks for an edge. In points.
struct Grid {
  Grid(int buffer_height, int buffer_width, int reach_y, int reach_x, int points_at_once)
      : height(buffer_height), width(buffer_width), row(buffer_width + reach_x) {
    first = reach_y * row + reach_x;
    count = (height * row + points_at_once - 1) / points_at_once * points_at_once;
    points = first + count + first;
  }

  int height;
  int width;
  // From one row to the next.
  int row;
  // The first point of the board, and how many from it on are computed: every row, and what fills
  // up the last work group.
  int first = 0;
  int count = 0;
  // From one position to the next.
  int points = 0;
};

// As kernels take it: `Grid` of storage.cl.
struct KernelGrid {
  explicit KernelGrid(const Grid& grid) : points(grid.points), first(grid.first), row(grid.row) {}

  int points;
  int first;
  int row;
};

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_GRID_H_
