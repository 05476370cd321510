#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_NETWORK_PLAN_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_NETWORK_PLAN_H_

#include <memory>

#include "converter/network/network.h"
#include "harness/backends/gpu/opencl/layer_plan.h"

namespace tidemark::harness::gpu {

// What a network reads and writes on the device. All are [N, ...] floats.
struct NetworkVectors {
  PlanVector spatial = {};   // [N, 22, H, W]
  PlanVector global = {};    // [N, 19]
  PlanVector metadata = {};  // [N, 192]; no buffer for a network without an encoder
  PlanVector areas = {};     // [N]: points of the board
  PlanVector policy = {};    // [N, K, H, W]
  PlanVector pass = {};      // [N, K]
  PlanVector value = {};     // [N, 3]
  PlanVector score_value = {};
  PlanVector ownership = {};  // [N, 1, H, W]
};

// A whole network over buffers of one size, for batches of up to `capacity` positions.
class NetworkPlan {
 public:
  // Everything must outlive the plan. Throws ModuleError and cl::Error.
  NetworkPlan(const DeviceContext& device, const converter::Network& network,
              const WeightBuffers& weights, int height, int width, int capacity);

  const Grid& grid() const { return grid_; }
  int capacity() const { return capacity_; }
  const NetworkVectors& vectors() const { return vectors_; }
  uint64_t bytes() const { return memory_.bytes(); }

  const Plan& plan() const { return plan_; }

 private:
  Grid grid_;
  int capacity_;
  PlanMemory memory_;
  Plan plan_;
  NetworkVectors vectors_;
};

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_NETWORK_PLAN_H_
