#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PLATFORM_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PLATFORM_H_

#include <string>
#include <vector>

#include "harness/backends/gpu/gpu_device.h"
#include "harness/backends/gpu/opencl/opencl_api.h"

namespace tidemark::harness::gpu {

struct FoundDevice {
  cl::Device handle = {};
  Device facts = {};
};

// Every device of every platform, in OpenCL's order. Throws ModuleError (kNoDevice) when there is
// no platform, or no platform with a device.
std::vector<FoundDevice> FindDevices();

// The device of that id; for an empty one the first GPU, or where there is none the first device.
// Throws ModuleError that lists what there is.
FoundDevice ChooseDevice(const std::string& id);

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_PLATFORM_H_
