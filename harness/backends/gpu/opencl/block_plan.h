#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_BLOCK_PLAN_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_BLOCK_PLAN_H_

#include <optional>
#include <vector>

#include "converter/network/network.h"
#include "harness/backends/gpu/opencl/layer_plan.h"

namespace tidemark::harness::gpu {

// The batch norm that whatever comes after a part of the network begins with, so that the part's
// last convolution takes it along; nothing if it begins otherwise.
using NextNorm = std::optional<NormActivation>;

// That of the first block, and of `last` if there are no blocks.
NextNorm FirstNormOf(const std::vector<converter::Block>& blocks, const NextNorm& last);

// Adds blocks to a stream, in place. `normed` is what FirstNormOf() makes of the stream, and the
// result what `last` makes of it in the end; null where there is no such norm.
HeldMap PlanBlocks(const std::vector<converter::Block>& blocks, const HeldMap& stream,
                   HeldMap normed, const NextNorm& last, LayerPlan& layers);

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_BLOCK_PLAN_H_
