#include "reference/eigen/workspace.h"

namespace tidemark::reference {
namespace {

template <typename Scalar>
const Kernels<Scalar>& Of(const KernelSet& set);
template <>
const Kernels<float>& Of(const KernelSet& set) {
  return set.float32;
}
template <>
const Kernels<double>& Of(const KernelSet& set) {
  return set.float64;
}

}  // namespace

template <typename Scalar>
Workspace<Scalar>::Workspace(const BatchShape& shape, const KernelSet& kernels, WorkerPool& workers,
                             CostLedger& costs)
    : shape_(shape),
      kernel_set_(kernels),
      kernels_(Of<Scalar>(kernels)),
      workers_(workers),
      costs_(costs),
      maps_(shape),
      task_scratch_(static_cast<size_t>(workers.threads())) {
  SetBatch(shape.batch);
}

template <typename Scalar>
void Workspace<Scalar>::SetBatch(int batch) {
  shape_.batch = batch;
  maps_.SetBatch(batch);
  mask_.resize(static_cast<size_t>(shape_.points()));
  areas_.resize(static_cast<size_t>(batch));
}

template <typename Scalar>
void Workspace<Scalar>::SetBoard(int n, const float* mask) {
  const int area = shape_.area();
  Scalar on_board = 0;
  for (int p = 0; p < area; ++p) {
    mask_[static_cast<size_t>(n * area + p)] = static_cast<Scalar>(mask[p]);
    on_board += static_cast<Scalar>(mask[p]);
  }
  areas_[static_cast<size_t>(n)] = on_board;
}

template class Workspace<float>;
template class Workspace<double>;

}  // namespace tidemark::reference
