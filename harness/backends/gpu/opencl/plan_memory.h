#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PLAN_MEMORY_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PLAN_MEMORY_H_

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "harness/backends/gpu/opencl/device_context.h"
#include "harness/backends/gpu/opencl/grid.h"

namespace tidemark::harness::gpu {

// Feature maps of a batch: stored values [N, grid.points, channels].
struct FeatureMap {
  cl::Buffer buffer = {};
  // A multiple of kPanel.
  int channels = 0;
};

// A map in use. When the last one that refers to it goes, the map is free for what comes later in
// the plan.
using HeldMap = std::shared_ptr<const FeatureMap>;

// The buffers of a plan. Maps are handed out again once they are free; since a plan's kernels run
// one after the other, no two of them meet in one.
class PlanMemory {
 public:
  PlanMemory(const DeviceContext& device, const Grid& grid, int capacity)
      : device_(device), grid_(grid), capacity_(capacity) {}

  // `channels` is padded. A new map is all zeros. One that is used again keeps zeros in its margin,
  // since only maps of as many channels are exchanged and no kernel writes there.
  HeldMap Map(int channels);

  // Floats for each position, `per_position` of them, for the life of the plan.
  cl::Buffer Vector(int per_position);

  // The same for every position, for the life of the plan.
  cl::Buffer Constants(std::span<const float> values);

  uint64_t bytes() const { return bytes_; }

 private:
  cl::Buffer Allocate(uint64_t bytes);

  const DeviceContext& device_;
  Grid grid_;
  int capacity_;
  uint64_t bytes_ = 0;
  // By channels. Shared with the maps that are out, which come back to it.
  using Free = std::map<int, std::vector<cl::Buffer>>;
  std::shared_ptr<Free> free_ = std::make_shared<Free>();
  // Kernels do not hold on to their arguments.
  std::vector<cl::Buffer> vectors_;
};

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PLAN_MEMORY_H_
