#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_OPENCL_EVALUATOR_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_OPENCL_EVALUATOR_H_

#include <memory>
#include <optional>
#include <vector>

#include "harness/backends/gpu/gpu_module.h"
#include "harness/backends/gpu/opencl/device_context.h"
#include "harness/backends/gpu/opencl/network_plan.h"
#include "harness/backends/gpu/opencl/weight_buffers.h"

namespace tidemark::harness::gpu {

// A network on an OpenCL device. Buffers for activations are made with the first batch, and again
// when a batch is larger than those before or over buffers of another size.
class OpenClEvaluator final : public Evaluator {
 public:
  // Uploads the weights. Throws ModuleError and cl::Error.
  OpenClEvaluator(const converter::Network& network, const WeightSource& weights,
                  const OpenOptions& options);

  const Device& device() const override { return device_.facts(); }
  DeviceMemory memory() const override;
  bool program_was_kept() const override { return device_.program_was_kept(); }
  std::optional<Failure> Evaluate(const reference::NetworkInputs& inputs,
                                  reference::RawOutputs& outputs) noexcept override;
  std::optional<Failure> StartProfile() noexcept override;
  const std::vector<reference::LayerCost>& costs() const noexcept override { return costs_; }

 private:
  void EvaluateAll(const reference::NetworkInputs& inputs, reference::RawOutputs& outputs);
  void EvaluatePart(const reference::NetworkInputs& inputs, int first, int batch,
                    reference::RawOutputs& outputs);

  const converter::Network& network_;
  DeviceContext device_;
  WeightBuffers weights_;
  std::unique_ptr<NetworkPlan> plan_;
  bool profiles_ = false;
  // Every plan of a network has the same kernels.
  std::vector<reference::LayerCost> costs_;
};

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_OPENCL_EVALUATOR_H_
