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

void Plan::Enqueue(const cl::CommandQueue& queue, int batch) const {
  for (const Step& step : steps_) {
    queue.enqueueNDRangeKernel(
        step.kernel, cl::NullRange, Range(step.size.global, static_cast<size_t>(batch)),
        step.size.local.empty() ? cl::NDRange(cl::NullRange) : Range(step.size.local, 1));
  }
}

}  // namespace tidemark::harness::gpu
