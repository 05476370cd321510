#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PLAN_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PLAN_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "harness/backends/gpu/opencl/opencl_api.h"
#include "reference/outputs/layer_cost.h"

namespace tidemark::harness::gpu {

// The sizes of a kernel's run. The last dimension counts positions.
struct WorkSize {
  // Before the last.
  std::vector<size_t> global = {};
  // Work items of a group in those dimensions; empty to leave it to the driver.
  std::vector<size_t> local = {};
};

// What a kernel is in a profile, and what it has to do for one position: see reference::LayerCost.
struct KernelCost {
  std::string layer = {};
  std::string operation = {};
  double operations = 0;
  // Whatever the batch is.
  uint64_t weight_bytes = 0;
  uint64_t activation_bytes = 0;
};

// The kernels that evaluate a batch, in order, each with its arguments in place.
class Plan {
 public:
  // A kernel with its arguments in the order of its source.
  template <typename... Arguments>
  void Add(KernelCost cost, cl::Kernel kernel, WorkSize size, const Arguments&... arguments) {
    cl_uint index = 0;
    (kernel.setArg(index++, arguments), ...);
    steps_.push_back(
        {.cost = std::move(cost), .kernel = std::move(kernel), .size = std::move(size)});
  }

  // Puts the kernels for the first `batch` positions into the queue, and an event for each into
  // `events` unless it is null.
  void Enqueue(const cl::CommandQueue& queue, int batch, std::vector<cl::Event>* events) const;

  // Adds to `costs`, which has one for each kernel or is empty, what a batch took. The queue keeps
  // times, and is done with these events.
  void Count(std::span<const cl::Event> events, int batch,
             std::vector<reference::LayerCost>& costs) const;

 private:
  struct Step {
    KernelCost cost;
    cl::Kernel kernel;
    WorkSize size;
  };
  std::vector<Step> steps_;
};

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PLAN_H_
