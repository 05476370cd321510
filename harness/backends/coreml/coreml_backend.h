#ifndef TIDEMARK_HARNESS_BACKENDS_COREML_COREML_BACKEND_H_
#define TIDEMARK_HARNESS_BACKENDS_COREML_COREML_BACKEND_H_

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "harness/backends/backend.h"
#include "harness/backends/coreml/network_model.h"

namespace tidemark::harness {

// Where the compiled model came from: this process, or the cache.
enum class LoadKind { kCold, kWarm };

struct CoreMlOptions {
  // KataGo's choice, which leaves the GPU to others.
  ComputeUnits units = ComputeUnits::kCpuAndNeuralEngine;
  // Where compiled models are kept; by default CacheFolder("coreml").
  std::optional<std::filesystem::path> cache = {};
  // Told of the steps of opening as they begin: "compile", which ends with a compiled model at hand
  // and is short where the cache has it; "load". When a kept model turns out to be damaged, both
  // come a second time.
  std::function<void(std::string_view)> on_step = {};
};

// A network's package on Apple's Core ML. The package is compiled once per content and version of
// the system; it may be deleted as soon as this is open. It evaluates one position at a
// time, with a batch of one: only that shape runs on the Neural Engine.
class CoreMlBackend final : public Backend {
 public:
  // Throws what reading the package, compiling it and core_ml::NetworkModel throw.
  explicit CoreMlBackend(const std::filesystem::path& package, const CoreMlOptions& options = {});

  const BackendInfo& info() const override { return model_->info(); }
  LoadKind load_kind() const { return load_kind_; }

  // Nothing: Core ML does not tell what it holds. The system bills the Neural Engine's memory to
  // the process as one sum (task_vm_info's ledger_tag_neural_footprint), over all models and
  // without a division into weights and activations, so that it is no backend's own; it is part of
  // the process's footprint, which is what a Mac is measured by.
  BackendMemory memory() const override { return {}; }

  // Throws FormatError when an output is missing or not as described; MeasurementError when Core
  // ML fails.
  reference::RawOutputs Evaluate(const reference::NetworkInputs& inputs) override;

 private:
  LoadKind load_kind_ = LoadKind::kCold;
  std::unique_ptr<core_ml::NetworkModel> model_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_COREML_COREML_BACKEND_H_
