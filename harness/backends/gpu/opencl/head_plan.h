#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_HEAD_PLAN_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_HEAD_PLAN_H_

#include "converter/network/network.h"
#include "harness/backends/gpu/opencl/layer_plan.h"
#include "harness/backends/gpu/opencl/network_plan.h"

namespace tidemark::harness::gpu {

// Move and pass logits, into `vectors`: `policy` is there, `pass` is set.
void PlanPolicyHead(const converter::PolicyHead& head, const HeldMap& trunk, LayerPlan& layers,
                    NetworkVectors& vectors);

// Value, score value and ownership: `ownership` is there, the others are set.
void PlanValueHead(const converter::ValueHead& head, const HeldMap& trunk, LayerPlan& layers,
                   NetworkVectors& vectors);

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_HEAD_PLAN_H_
