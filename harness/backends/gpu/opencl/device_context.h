#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_DEVICE_CONTEXT_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_DEVICE_CONTEXT_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "harness/backends/gpu/gpu_module.h"
#include "harness/backends/gpu/opencl/opencl_api.h"
#include "harness/backends/gpu/opencl/platform.h"
#include "harness/backends/gpu/opencl/program.h"
#include "harness/backends/gpu/opencl/tuning.h"

namespace tidemark::harness::gpu {

// A multiple of the channels that kernels take at once.
inline constexpr int kPanel = 16;
constexpr int Padded(int channels) { return (channels + kPanel - 1) / kPanel * kPanel; }

// A device that is ready to compute: its queue, the kernels, and how they store values.
class DeviceContext {
 public:
  // Throws ModuleError and cl::Error.
  explicit DeviceContext(const OpenOptions& options);

  const Device& facts() const { return device_.facts; }
  const Tuning& tuning() const { return tuning_; }
  const cl::CommandQueue& queue() const { return queue_; }
  // From now on the queue keeps the time of each kernel.
  void KeepTimes();
  bool program_was_kept() const { return program_.was_kept; }
  // Bytes of a stored value: 4, or 2 with half storage.
  size_t stored_size() const { return half_storage_ ? 2 : 4; }

  cl::Kernel Kernel(const char* name) const { return cl::Kernel(program_.handle, name); }

  // A buffer of zeros.
  cl::Buffer Zeros(uint64_t bytes) const;
  // A buffer of these values, as floats or as they are stored. Returns when they are there.
  cl::Buffer Floats(std::span<const float> values) const;
  cl::Buffer Stored(std::span<const float> values) const;

 private:
  cl::Buffer Upload(const void* data, size_t bytes) const;

  FoundDevice device_;
  Tuning tuning_;
  bool half_storage_;
  cl::Context context_;
  cl::CommandQueue queue_;
  Program program_;
};

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_DEVICE_CONTEXT_H_
