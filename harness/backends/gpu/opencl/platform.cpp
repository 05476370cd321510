#include "harness/backends/gpu/opencl/platform.h"

#include <algorithm>

#include "harness/backends/gpu/opencl/module_error.h"

namespace tidemark::harness::gpu {
namespace {

[[noreturn]] void FailNoDevice(const std::string& message) {
  throw ModuleError({.kind = Failure::Kind::kNoDevice, .message = message});
}

// Some drivers end their texts with zeros or blanks.
std::string Trimmed(std::string text) {
  text.resize(std::min(text.size(), text.find('\0')));
  const size_t first = text.find_first_not_of(' ');
  const size_t last = text.find_last_not_of(' ');
  return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

std::string TypeOf(cl_device_type type) {
  if ((type & CL_DEVICE_TYPE_GPU) != 0) return "gpu";
  return (type & CL_DEVICE_TYPE_CPU) != 0 ? "cpu" : "accelerator";
}

Device FactsOf(const cl::Device& device, const std::string& platform) {
  return {.platform = platform,
          .name = Trimmed(device.getInfo<CL_DEVICE_NAME>()),
          .vendor = Trimmed(device.getInfo<CL_DEVICE_VENDOR>()),
          .driver = Trimmed(device.getInfo<CL_DRIVER_VERSION>()),
          .version = Trimmed(device.getInfo<CL_DEVICE_VERSION>()),
          .type = TypeOf(device.getInfo<CL_DEVICE_TYPE>()),
          .memory_bytes = device.getInfo<CL_DEVICE_GLOBAL_MEM_SIZE>(),
          .largest_buffer_bytes = device.getInfo<CL_DEVICE_MAX_MEM_ALLOC_SIZE>(),
          .compute_units = device.getInfo<CL_DEVICE_MAX_COMPUTE_UNITS>(),
          .unified_memory = device.getInfo<CL_DEVICE_HOST_UNIFIED_MEMORY>() != CL_FALSE,
          .half_arithmetic =
              device.getInfo<CL_DEVICE_EXTENSIONS>().find("cl_khr_fp16") != std::string::npos};
}

std::vector<cl::Platform> Platforms() {
  std::vector<cl::Platform> platforms;
  try {
    cl::Platform::get(&platforms);
  } catch (const cl::Error& error) {
    FailNoDevice(
        "OpenCL finds no platform (" + NameOfStatus(error.err()) +
        "): no driver is installed for any device of this machine; a GPU's own driver brings "
        "one, and PoCL (scripts/setup gpu) runs on the processor");
  }
  return platforms;
}

std::vector<cl::Device> DevicesOf(const cl::Platform& platform) {
  std::vector<cl::Device> devices;
  try {
    platform.getDevices(CL_DEVICE_TYPE_ALL, &devices);
  } catch (const cl::Error& error) {
    // A platform whose devices are all gone is no error of the others.
    if (error.err() != CL_DEVICE_NOT_FOUND) throw;
  }
  return devices;
}

}  // namespace

std::vector<FoundDevice> FindDevices() {
  std::vector<FoundDevice> found;
  const std::vector<cl::Platform> platforms = Platforms();
  for (size_t p = 0; p < platforms.size(); ++p) {
    const std::string name = Trimmed(platforms[p].getInfo<CL_PLATFORM_NAME>());
    const std::vector<cl::Device> devices = DevicesOf(platforms[p]);
    for (size_t d = 0; d < devices.size(); ++d) {
      found.push_back({.handle = devices[d], .facts = FactsOf(devices[d], name)});
      found.back().facts.id = std::to_string(p) + ":" + std::to_string(d);
    }
  }
  if (found.empty()) FailNoDevice("OpenCL has no device on this machine");
  return found;
}

FoundDevice ChooseDevice(const std::string& id) {
  const std::vector<FoundDevice> devices = FindDevices();
  if (id.empty()) {
    const auto gpu = std::ranges::find_if(
        devices, [](const FoundDevice& device) { return device.facts.type == "gpu"; });
    return gpu != devices.end() ? *gpu : devices.front();
  }
  std::string known;
  for (const FoundDevice& device : devices) {
    if (device.facts.id == id) return device;
    known += (known.empty() ? "" : ", ") + device.facts.id + " (" + device.facts.name + ")";
  }
  FailNoDevice("there is no OpenCL device '" + id + "'; there are " + known);
}

}  // namespace tidemark::harness::gpu
