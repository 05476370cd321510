#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_MODULE_LIBRARY_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_MODULE_LIBRARY_H_

#include <filesystem>
#include <vector>

#include "harness/backends/gpu/gpu_device.h"
#include "harness/backends/gpu/gpu_module.h"

namespace tidemark::harness::gpu {

// Where the GPU module of this program is: lib/tidemark/tidemark_gpu.so beside the program's
// folder.
std::filesystem::path ModuleFile();

// Opens a module, once for the process. OpenCL and its drivers take many megabytes, so nobody does
// before a GPU is asked for. Throws MeasurementError when there is no such file, when the system
// cannot load it (OpenCL is missing, say), or when it is of another build.
Module& LoadModule(const std::filesystem::path& file);

// Throws what `failure` says: MeasurementError, or UsageError for weights that are not there.
[[noreturn]] void Throw(const Failure& failure);

// Every OpenCL device of this machine. Throws MeasurementError where there is none.
std::vector<Device> Devices();

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_MODULE_LIBRARY_H_
