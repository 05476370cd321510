#include "harness/backends/gpu/opencl/network_plan.h"

#include <algorithm>
#include <variant>

#include "harness/backends/gpu/opencl/head_plan.h"
#include "harness/backends/gpu/opencl/trunk_plan.h"

namespace tidemark::harness::gpu {
namespace {

// Reaches as far as the widest convolution does.
Grid GridFor(const converter::Network& network, int height, int width, int points_at_once) {
  int reach_y = 0;
  int reach_x = 0;
  for (const converter::TensorSpec& tensor : network.tensors) {
    if (tensor.role != converter::TensorRole::kConvolution) continue;
    reach_y = std::max(reach_y, static_cast<int>(tensor.shape[0] / 2));
    reach_x = std::max(reach_x, static_cast<int>(tensor.shape[1] / 2));
  }
  return {height, width, reach_y, reach_x, points_at_once};
}

PlanVector VectorOf(PlanMemory& memory, int size) {
  return {.buffer = memory.Vector(size), .size = size};
}

}  // namespace

NetworkPlan::NetworkPlan(const DeviceContext& device, const converter::Network& network,
                         const WeightBuffers& weights, int height, int width, int capacity)
    : grid_(GridFor(network, height, width, device.tuning().points_at_once())),
      capacity_(capacity),
      memory_(device, grid_, capacity) {
  LayerPlan layers(device, weights, grid_, memory_, plan_);
  const int area = height * width;
  vectors_.spatial = VectorOf(memory_, network.spatial_channels * area);
  vectors_.global = VectorOf(memory_, network.global_channels);
  if (network.has_metadata()) {
    vectors_.metadata = VectorOf(memory_, network.trunk.metadata_encoder->in_channels);
  }
  vectors_.areas = {.buffer = layers.areas(), .size = 1};
  vectors_.policy = VectorOf(memory_, network.policy_head.channels() * area);
  vectors_.ownership = VectorOf(memory_, area);

  const HeldMap tip = PlanTrunk(network, vectors_, layers);
  PlanPolicyHead(network.policy_head, tip, layers, vectors_);
  PlanValueHead(network.value_head, tip, layers, vectors_);
}

}  // namespace tidemark::harness::gpu
