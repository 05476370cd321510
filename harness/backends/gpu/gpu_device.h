#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_GPU_DEVICE_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_GPU_DEVICE_H_

#include <cstdint>
#include <string>

namespace tidemark::harness::gpu {

// An OpenCL device of this machine.
struct Device {
  // "<platform>:<device>", counted from 0 in the order in which OpenCL lists them: "0:1".
  std::string id = {};
  std::string platform = {};
  std::string name = {};
  std::string vendor = {};
  std::string driver = {};
  // "OpenCL 3.0 CUDA": what it can do at most.
  std::string version = {};
  // "gpu", "cpu" or "accelerator".
  std::string type = {};
  uint64_t memory_bytes = 0;
  uint64_t largest_buffer_bytes = 0;
  uint32_t compute_units = 0;
  // Its memory is the host's: what is in it is resident in the process.
  bool unified_memory = false;
  // It multiplies in half precision (cl_khr_fp16). Half storage is there on every device.
  bool half_arithmetic = false;
};

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_GPU_DEVICE_H_
