#include "reference/eigen/workspace.h"

namespace tidemark::reference {

template <typename Scalar>
Workspace<Scalar>::Workspace(const PointGrid& grid, const Kernels<Scalar>& kernels,
                             WorkerPool& workers)
    : grid_(grid),
      kernels_(kernels),
      workers_(workers),
      maps_(grid),
      mask_(static_cast<size_t>(grid.size)) {}

template <typename Scalar>
void Workspace<Scalar>::SetBoard(const float* mask) {
  area_ = 0;
  for (int y = 0; y < grid_.height; ++y) {
    for (int x = 0; x < grid_.width; ++x) {
      const Scalar on_board = static_cast<Scalar>(mask[y * grid_.width + x]);
      mask_[static_cast<size_t>(grid_.At(y, x))] = on_board;
      area_ += on_board;
    }
  }
}

template class Workspace<float>;
template class Workspace<double>;

}  // namespace tidemark::reference
