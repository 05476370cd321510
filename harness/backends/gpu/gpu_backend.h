#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_GPU_BACKEND_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_GPU_BACKEND_H_

#include <memory>
#include <string>
#include <vector>

#include "converter/convert.h"
#include "converter/network/network.h"
#include "converter/network/tensor_store.h"
#include "harness/backends/backend.h"
#include "harness/backends/gpu/gpu_module.h"

namespace tidemark::harness {

struct GpuOptions {
  // What weights and activations are kept in on the device; arithmetic is in single precision.
  converter::Precision precision = converter::Precision::kFloat32;
  // The id of an OpenCL device, as `harness devices` lists them. Empty: what the environment
  // variable TIDEMARK_GPU names, else the first GPU, else the first device of another type.
  std::string device = {};
};

// A network on an OpenCL device, from the engine's float weights. Any batch, any buffer.
class GpuBackend final : public Backend {
 public:
  // Opens the GPU module and uploads the weights, which are not needed afterwards; `network` must
  // outlive the backend. Throws MeasurementError when there is no device, or it fails, or has too
  // little memory; UsageError when the weights are released.
  GpuBackend(const converter::Network& network, const converter::TensorStore& weights,
             const GpuOptions& options = {});

  const BackendInfo& info() const override { return info_; }
  BackendMemory memory() const override;
  // Throws UsageError when the inputs do not fit the network, MeasurementError when the device
  // fails; it may be gone then.
  reference::RawOutputs Evaluate(const reference::NetworkInputs& inputs) override;

  // By kernels, as the device times them: what passes between two of them is not in it. Throws
  // MeasurementError when the device fails.
  bool StartProfile() override;
  std::vector<reference::LayerCost> Profile() const override { return evaluator_->costs(); }

  const gpu::Device& device() const { return evaluator_->device(); }
  // The kernels were compiled by an earlier process.
  bool program_was_kept() const { return evaluator_->program_was_kept(); }

 private:
  const converter::Network& network_;
  BackendInfo info_;
  std::unique_ptr<gpu::Evaluator> evaluator_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_GPU_BACKEND_H_
