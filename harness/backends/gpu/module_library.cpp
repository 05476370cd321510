#include "harness/backends/gpu/module_library.h"

#include <dlfcn.h>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "converter/error.h"
#include "harness/memory/self_executable.h"

namespace tidemark::harness::gpu {
namespace {

Module* OpenLibrary(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    throw MeasurementError(
        "the GPU module is not built; with OpenCL installed (scripts/setup gpu), build the target "
        "tidemark_gpu",
        {.file = file.string()});
  }
  // It stays open: drivers leave threads and handlers behind that must not lose their code.
  void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    const char* const reason = dlerror();
    throw MeasurementError(std::string("the GPU module cannot be loaded: ") +
                               (reason != nullptr ? reason : "no reason given"),
                           {.file = file.string()});
  }
  // The cast that POSIX provides for.
  auto* const open = reinterpret_cast<OpenModule*>(dlsym(library, kOpenModuleName));
  Module* const module = open != nullptr ? open(kModuleBuild) : nullptr;
  if (module == nullptr) {
    throw MeasurementError("this is no GPU module of this build; build the target tidemark_gpu",
                           {.file = file.string()});
  }
  return module;
}

}  // namespace

std::filesystem::path ModuleFile() { return InstalledFile("lib/tidemark/tidemark_gpu.so"); }

Module& LoadModule(const std::filesystem::path& file) {
  static std::mutex mutex;
  static std::map<std::filesystem::path, Module*> opened;
  const std::lock_guard lock(mutex);
  Module*& module = opened[file];
  if (module == nullptr) module = OpenLibrary(file);
  return *module;
}

void Throw(const Failure& failure) {
  const ErrorContext context = {.layer = failure.layer};
  if (failure.kind == Failure::Kind::kNoDevice) throw MeasurementError(failure.message, context);
  if (failure.kind == Failure::Kind::kNoWeights) throw UsageError(failure.message, context);
  if (failure.kind == Failure::Kind::kTooLarge) {
    throw MeasurementError("the GPU has too little memory: " + failure.message, context);
  }
  throw MeasurementError("the GPU failed: " + failure.message, context);
}

std::vector<Device> Devices() {
  std::vector<Device> devices;
  if (const auto failure = LoadModule(ModuleFile()).List(devices)) Throw(*failure);
  return devices;
}

}  // namespace tidemark::harness::gpu
