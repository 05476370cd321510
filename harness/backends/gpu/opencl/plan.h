#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PLAN_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PLAN_H_

#include <cstddef>
#include <utility>
#include <vector>

#include "harness/backends/gpu/opencl/opencl_api.h"

namespace tidemark::harness::gpu {

// The sizes of a kernel's run. The last dimension counts positions.
struct WorkSize {
  // Before the last.
  std::vector<size_t> global = {};
  // Work items of a group in those dimensions; empty to leave it to the driver.
  std::vector<size_t> local = {};
};

// The kernels that evaluate a batch, in order, each with its arguments in place.
class Plan {
 public:
  // A kernel with its arguments in the order of its source.
  template <typename... Arguments>
  void Add(cl::Kernel kernel, WorkSize size, const Arguments&... arguments) {
    cl_uint index = 0;
    (kernel.setArg(index++, arguments), ...);
    steps_.push_back({.kernel = std::move(kernel), .size = std::move(size)});
  }

  // Puts the kernels for the first `batch` positions into the queue.
  void Enqueue(const cl::CommandQueue& queue, int batch) const;

 private:
  struct Step {
    cl::Kernel kernel;
    WorkSize size;
  };
  std::vector<Step> steps_;
};

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PLAN_H_
