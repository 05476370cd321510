#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_TRUNK_PLAN_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_TRUNK_PLAN_H_

#include "converter/network/network.h"
#include "harness/backends/gpu/opencl/layer_plan.h"
#include "harness/backends/gpu/opencl/network_plan.h"

namespace tidemark::harness::gpu {

// From the inputs to what the heads read, 0 off the board: stem, blocks, norm and activation of the
// tip.
HeldMap PlanTrunk(const converter::Network& network, const NetworkVectors& inputs,
                  LayerPlan& layers);

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_TRUNK_PLAN_H_
