#ifndef TIDEMARK_REFERENCE_EIGEN_WORKSPACE_H_
#define TIDEMARK_REFERENCE_EIGEN_WORKSPACE_H_

#include <vector>

#include "reference/eigen/batch_shape.h"
#include "reference/eigen/cost_ledger.h"
#include "reference/eigen/feature_map.h"
#include "reference/eigen/kernel_set.h"
#include "reference/eigen/pieces.h"
#include "reference/eigen/scratch.h"
#include "reference/eigen/worker_pool.h"

namespace tidemark::reference {

// What the evaluation of a batch works in and with.
template <typename Scalar>
class Workspace {
 public:
  // The others must outlive the workspace.
  Workspace(const BatchShape& shape, const KernelSet& kernels, WorkerPool& workers,
            CostLedger& costs);

  // From now on for so many positions, none of whose boards is set. Memory stays, so that the parts
  // of a batch can be of several sizes.
  void SetBatch(int batch);

  // Makes `mask` [H, W], ones on the board and zeros off it, the n-th position's board.
  void SetBoard(int n, const float* mask);

  const BatchShape& shape() const { return shape_; }
  const KernelSet& kernel_set() const { return kernel_set_; }
  const Kernels<Scalar>& kernels() const { return kernels_; }
  WorkerPool& workers() { return workers_; }
  CostLedger& costs() { return costs_; }
  // 1 on the board and 0 off it, for every point.
  const Scalar* mask() const { return mask_.data(); }
  // Points on the n-th board.
  Scalar area(int n) const { return areas_[static_cast<size_t>(n)]; }

  FeatureMap<Scalar> TakeMap(int channels) { return maps_.Take(channels); }

  // For a layer as a whole, and for one worker's task in it.
  Scratch<Scalar>& layer_scratch() { return layer_scratch_; }
  Scratch<Scalar>& task_scratch(int worker) { return task_scratch_[static_cast<size_t>(worker)]; }

  // Calls task(first, count) for consecutive ranges that cover all points, on all workers. No range
  // has points of two positions.
  template <typename Task>
  void ForPoints(const Task& task) {
    constexpr int kRange = 64;
    const int area = shape_.area();
    const int ranges = Pieces(area, kRange);
    workers_.Run(shape_.batch * ranges, [&](int index, int) {
      const int first = index % ranges * kRange;
      const int left = area - first;
      task(index / ranges * area + first, left < kRange ? left : kRange);
    });
  }

 private:
  BatchShape shape_;
  const KernelSet& kernel_set_;
  const Kernels<Scalar>& kernels_;
  WorkerPool& workers_;
  CostLedger& costs_;
  MapStack<Scalar> maps_;
  Scratch<Scalar> layer_scratch_;
  std::vector<Scratch<Scalar>> task_scratch_;
  std::vector<Scalar> mask_;
  std::vector<Scalar> areas_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_WORKSPACE_H_
