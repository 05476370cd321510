#include "harness/backends/gpu/gpu_backend.h"

#include <cstdlib>

#include "harness/backends/cache_folder.h"
#include "harness/backends/gpu/module_library.h"
#include "harness/backends/gpu/program_store.h"
#include "reference/eigen/input_check.h"

namespace tidemark::harness {
namespace {

std::string DeviceNamed(const std::string& option) {
  const char* const variable = std::getenv("TIDEMARK_GPU");
  return option.empty() && variable != nullptr ? variable : option;
}

}  // namespace

GpuBackend::GpuBackend(const converter::Network& network, const converter::TensorStore& weights,
                       const GpuOptions& options)
    : network_(network) {
  gpu::Module& module = gpu::LoadModule(gpu::ModuleFile());
  gpu::ProgramStore programs(CacheFolder("opencl"));
  const gpu::OpenOptions open = {
      .device = DeviceNamed(options.device),
      .half_storage = options.precision == converter::Precision::kFloat16,
      .programs = &programs};
  const auto values = [&weights](converter::TensorId id) { return weights[id]; };
  if (const auto failure = module.Open(network, values, open, evaluator_)) gpu::Throw(*failure);
  info_ = {.name = "gpu",
           .precision = open.half_storage ? "fp16" : "fp32",
           .policy_channels = network.policy_head.channels(),
           .score_channels = network.value_head.score_channels(),
           .needs_metadata = network.has_metadata()};
  info_.emulated = device().type == "cpu";
  info_.device = device().name + " (" + device().platform + ")";
}

BackendMemory GpuBackend::memory() const {
  const gpu::DeviceMemory held = evaluator_->memory();
  return {.device = DeviceHoldings{.weight_bytes = held.weight_bytes,
                                   .activation_bytes = held.activation_bytes,
                                   .in_process = device().unified_memory}};
}

reference::RawOutputs GpuBackend::Evaluate(const reference::NetworkInputs& inputs) {
  reference::CheckInputs(network_, inputs);
  reference::RawOutputs outputs;
  if (const auto failure = evaluator_->Evaluate(inputs, outputs)) gpu::Throw(*failure);
  return outputs;
}

bool GpuBackend::StartProfile() {
  if (const auto failure = evaluator_->StartProfile()) gpu::Throw(*failure);
  return true;
}

}  // namespace tidemark::harness
