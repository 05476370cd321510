#include "harness/backends/gpu/opencl/program.h"

#include <optional>
#include <string>
#include <vector>

#include "harness/backends/gpu/opencl/kernel_sources.h"
#include "harness/backends/gpu/opencl/module_error.h"

namespace tidemark::harness::gpu {
namespace {

std::string SourceFor(const Tuning& tuning) {
  std::string source;
  for (const std::string_view part :
       {kStorageSource, kActivationSource, kEpilogueSource,
        tuning.tiles ? kConvolutionTilesSource : kConvolutionRowsSource, kBoardSource,
        kPoolingSource, kDenseSource, kRmsNormSource,
        tuning.tiles ? kAttentionTilesSource : kAttentionRowsSource}) {
    source += part;
  }
  return source;
}

std::string OptionsFor(const Tuning& tuning, bool half_storage) {
  const auto define = [](const char* name, int value) {
    return std::string(" -D ") + name + "=" + std::to_string(value);
  };
  return "-cl-std=CL1.2" + define("HALF_STORAGE", half_storage ? 1 : 0) +
         define("ROWS", tuning.rows) + define("TILE_M", tuning.tile_points) +
         define("TILE_N", tuning.tile_channels) + define("LANES", tuning.lanes) +
         define("POINTS", tuning.points_at_once()) + define("MIXERS", tuning.mixers) +
         define("QUERIES", tuning.queries);
}

std::string KeyOf(const Device& device, const std::string& options, const std::string& source) {
  std::string key;
  for (const std::string& part : {device.platform, device.vendor, device.name, device.version,
                                  device.driver, options, source}) {
    key += std::to_string(part.size()) + ":" + part + "\n";
  }
  return key;
}

// Nothing if the driver will not have it: it may be damaged, or the driver was exchanged under the
// same version.
std::optional<cl::Program> FromBinary(const cl::Context& context, const cl::Device& device,
                                      const std::string& binary, const std::string& options) {
  try {
    const std::vector<cl::Device> devices = {device};
    cl::Program program(context, devices, cl::Program::Binaries{{binary.begin(), binary.end()}});
    program.build(devices, options.c_str());
    return program;
  } catch (const cl::Error&) {
    return std::nullopt;
  }
}

cl::Program FromSource(const cl::Context& context, const cl::Device& device,
                       const std::string& source, const std::string& options) {
  cl::Program program(context, source);
  try {
    program.build(std::vector<cl::Device>{device}, options.c_str());
  } catch (const cl::Error& error) {
    const std::string log = program.getBuildInfo<CL_PROGRAM_BUILD_LOG>(device);
    throw ModuleError({.message = "the kernels do not compile for this device (" +
                                  NameOfStatus(error.err()) + "): " + log.substr(0, 2000)});
  }
  return program;
}

}  // namespace

Program CompileKernels(const cl::Context& context, const FoundDevice& device, const Tuning& tuning,
                       bool half_storage, ProgramCache* cache) {
  const std::string source = SourceFor(tuning);
  const std::string options = OptionsFor(tuning, half_storage);
  const std::string key = KeyOf(device.facts, options, source);
  if (cache != nullptr) {
    if (const std::optional<std::string> binary = cache->Find(key)) {
      if (auto program = FromBinary(context, device.handle, *binary, options)) {
        return {.handle = *program, .was_kept = true};
      }
    }
  }
  const cl::Program program = FromSource(context, device.handle, source, options);
  if (cache != nullptr) {
    const cl::Program::Binaries binaries = program.getInfo<CL_PROGRAM_BINARIES>();
    if (!binaries.empty() && !binaries.front().empty()) {
      cache->Keep(key, std::string(binaries.front().begin(), binaries.front().end()));
    }
  }
  return {.handle = program};
}

}  // namespace tidemark::harness::gpu
