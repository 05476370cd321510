#include "harness/backends/gpu/opencl/plan.h"

namespace tidemark::harness::gpu {
namespace {

// `sizes` and one more dimension.
cl::NDRange Range(const std::vector<size_t>& sizes, size_t last) {
  switch (sizes.size()) {
    case 0:
      return cl::NDRange(last);
    case 1:
      return cl::NDRange(sizes[0], last);
    default:
      return cl::NDRange(sizes[0], sizes[1], last);
  }
}

}  // namespace

void Plan::Enqueue(const cl::CommandQueue& queue, int batch, std::vector<cl::Event>* events) const {
  for (const Step& step : steps_) {
    queue.enqueueNDRangeKernel(
        step.kernel, cl::NullRange, Range(step.size.global, static_cast<size_t>(batch)),
        step.size.local.empty() ? cl::NDRange(cl::NullRange) : Range(step.size.local, 1), nullptr,
        events != nullptr ? &events->emplace_back() : nullptr);
  }
}

void Plan::Count(std::span<const cl::Event> events, int batch,
                 std::vector<reference::LayerCost>& costs) const {
  if (costs.empty()) {
    for (const Step& step : steps_) {
      costs.push_back({.layer = step.cost.layer,
                       .operation = step.cost.operation,
                       .weight_bytes = step.cost.weight_bytes});
    }
  }
  for (size_t i = 0; i < steps_.size(); ++i) {
    const auto begin = events[i].getProfilingInfo<CL_PROFILING_COMMAND_START>();
    const auto end = events[i].getProfilingInfo<CL_PROFILING_COMMAND_END>();
    ++costs[i].calls;
    // In nanoseconds.
    costs[i].seconds += static_cast<double>(end - begin) / 1e9;
    costs[i].operations += steps_[i].cost.operations * batch;
    costs[i].activation_bytes += steps_[i].cost.activation_bytes * static_cast<uint64_t>(batch);
  }
}

}  // namespace tidemark::harness::gpu
