#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PROGRAM_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PROGRAM_H_

#include "harness/backends/gpu/gpu_module.h"
#include "harness/backends/gpu/opencl/opencl_api.h"
#include "harness/backends/gpu/opencl/platform.h"
#include "harness/backends/gpu/opencl/tuning.h"

namespace tidemark::harness::gpu {

struct Program {
  cl::Program handle = {};
  // It was in the cache.
  bool was_kept = false;
};

// The kernels, compiled for one device. The key in the cache is everything that the result depends
// on: sources, options, and the device with its platform and driver. Throws ModuleError with the
// compiler's words.
Program CompileKernels(const cl::Context& context, const FoundDevice& device, const Tuning& tuning,
                       bool half_storage, ProgramCache* cache);

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PROGRAM_H_
