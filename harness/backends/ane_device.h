#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_DEVICE_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_DEVICE_H_

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "harness/backends/ane/mil_runtime.h"
#include "harness/backends/backend.h"

namespace tidemark::harness {

// What the device `ane` is on this system: Core ML on a Mac, and elsewhere its emulation by the MIL
// runtime. On a Mac the environment variable TIDEMARK_ANE picks what Core ML may use: `ane` (the
// CPU and the Neural Engine, the default), `gpu` (the CPU and the GPU), `all` or `cpu`; with
// `emulated` a Mac uses the emulation, too.
struct AneDevice {
  // "Core ML, CPU and Neural Engine", "the MIL runtime, in half precision".
  std::string title = {};
  // Imitated in software.
  bool emulated = true;
};

// On a Mac, throws UsageError when TIDEMARK_ANE has another value.
AneDevice AneDeviceHere();

struct AneOptions {
  // Of the emulation.
  ane::MilOptions emulation = {};
  // Told of the steps of opening as they begin: "compile", where there is such a step
  // (CoreMlOptions::on_step), and "load".
  std::function<void(std::string_view)> on_step = {};
};

// Opens a package on that device. Throws what the device's backend throws, and as AneDeviceHere()
// does.
std::unique_ptr<Backend> OpenAne(const std::filesystem::path& package,
                                 const AneOptions& options = {});

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_DEVICE_H_
