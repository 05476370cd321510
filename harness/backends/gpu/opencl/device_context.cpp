#include "harness/backends/gpu/opencl/device_context.h"

#include <vector>

#include "converter/layout/half.h"
#include "harness/backends/gpu/opencl/module_error.h"

namespace tidemark::harness::gpu {

DeviceContext::DeviceContext(const OpenOptions& options)
    : device_(ChooseDevice(options.device)),
      tuning_(TuningFor(device_.facts.type, options.tiles)),
      half_storage_(options.half_storage),
      context_(device_.handle),
      queue_(context_, device_.handle),
      program_(CompileKernels(context_, device_, tuning_, options.half_storage, options.programs)) {
}

void DeviceContext::KeepTimes() {
  queue_.finish();
  queue_ = cl::CommandQueue(context_, device_.handle, CL_QUEUE_PROFILING_ENABLE);
}

cl::Buffer DeviceContext::Zeros(uint64_t bytes) const {
  if (bytes > facts().largest_buffer_bytes) {
    throw ModuleError({.kind = Failure::Kind::kTooLarge,
                       .message = "a buffer of " + std::to_string(bytes) +
                                  " bytes is larger than the " +
                                  std::to_string(facts().largest_buffer_bytes) + " that " +
                                  facts().name + " allows"});
  }
  cl::Buffer buffer(context_, CL_MEM_READ_WRITE, bytes);
  queue_.enqueueFillBuffer(buffer, cl_uchar{0}, 0, bytes);
  return buffer;
}

cl::Buffer DeviceContext::Upload(const void* data, size_t bytes) const {
  cl::Buffer buffer(context_, CL_MEM_READ_ONLY, bytes);
  queue_.enqueueWriteBuffer(buffer, CL_TRUE, 0, bytes, data);
  return buffer;
}

cl::Buffer DeviceContext::Floats(std::span<const float> values) const {
  return Upload(values.data(), values.size_bytes());
}

cl::Buffer DeviceContext::Stored(std::span<const float> values) const {
  if (!half_storage_) return Floats(values);
  std::vector<uint16_t> halves(values.size());
  for (size_t i = 0; i < values.size(); ++i) halves[i] = converter::HalfFromFloat(values[i]);
  return Upload(halves.data(), halves.size() * sizeof(uint16_t));
}

}  // namespace tidemark::harness::gpu
