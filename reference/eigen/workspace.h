#ifndef TIDEMARK_REFERENCE_EIGEN_WORKSPACE_H_
#define TIDEMARK_REFERENCE_EIGEN_WORKSPACE_H_

#include <vector>

#include "reference/eigen/feature_map.h"
#include "reference/eigen/kernel_set.h"
#include "reference/eigen/point_grid.h"
#include "reference/eigen/worker_pool.h"

namespace tidemark::reference {

// What the evaluation of one position works in and with.
template <typename Scalar>
class Workspace {
 public:
  // `kernels` and `workers` must outlive the workspace.
  Workspace(const PointGrid& grid, const Kernels<Scalar>& kernels, WorkerPool& workers);

  // Makes `mask` [H, W], ones on the board and zeros off it, the position's board.
  void SetBoard(const float* mask);

  const PointGrid& grid() const { return grid_; }
  const Kernels<Scalar>& kernels() const { return kernels_; }
  // 1 on the board, 0 off it and in the padding; a channel of the grid.
  const Scalar* mask() const { return mask_.data(); }
  // Points on the board.
  Scalar area() const { return area_; }

  FeatureMap<Scalar> TakeMap(int channels) { return maps_.Take(channels); }

  // Calls task(first, last) for consecutive ranges that cover 0 to `channels` - 1, on all workers.
  // The ranges depend on `channels` alone.
  template <typename Task>
  void ForChannels(int channels, const Task& task) {
    constexpr int kRange = 32;
    workers_.Run((channels + kRange - 1) / kRange, [&](int range, int) {
      const int first = range * kRange;
      task(first, channels - first < kRange ? channels : first + kRange);
    });
  }

  WorkerPool& workers() { return workers_; }

 private:
  PointGrid grid_;
  const Kernels<Scalar>& kernels_;
  WorkerPool& workers_;
  MapStack<Scalar> maps_;
  std::vector<Scalar> mask_;
  Scalar area_ = 0;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_WORKSPACE_H_
