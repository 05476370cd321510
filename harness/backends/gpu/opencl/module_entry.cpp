#include <cstring>
#include <memory>
#include <vector>

#include "harness/backends/gpu/gpu_module.h"
#include "harness/backends/gpu/opencl/module_error.h"
#include "harness/backends/gpu/opencl/opencl_evaluator.h"
#include "harness/backends/gpu/opencl/platform.h"

namespace tidemark::harness::gpu {
namespace {

class OpenClModule final : public Module {
 public:
  std::optional<Failure> List(std::vector<Device>& devices) noexcept override {
    return Guard([&devices] {
      devices.clear();
      for (FoundDevice& found : FindDevices()) devices.push_back(std::move(found.facts));
    });
  }

  std::optional<Failure> Open(const converter::Network& network, const WeightSource& weights,
                              const OpenOptions& options,
                              std::unique_ptr<Evaluator>& evaluator) noexcept override {
    return Guard([&] { evaluator = std::make_unique<OpenClEvaluator>(network, weights, options); });
  }
};

}  // namespace
}  // namespace tidemark::harness::gpu

extern "C" __attribute__((visibility("default"))) tidemark::harness::gpu::Module*
TidemarkOpenGpuModule(const char* build);

tidemark::harness::gpu::Module* TidemarkOpenGpuModule(const char* build) {
  static tidemark::harness::gpu::OpenClModule module;
  return std::strcmp(build, tidemark::harness::gpu::kModuleBuild) == 0 ? &module : nullptr;
}
