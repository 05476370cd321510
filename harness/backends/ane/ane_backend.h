#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_ANE_BACKEND_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_ANE_BACKEND_H_

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "harness/backends/ane/mil_runtime.h"
#include "harness/backends/backend.h"

namespace tidemark::harness {

// The Apple Neural Engine, imitated: runs the Core ML package of a network with the precision that
// the device has. See ane::MilRuntime for what that means.
class AneBackend final : public Backend {
 public:
  // Throws as MilRuntime::Open() does, and FormatError when the program is not that of a network.
  explicit AneBackend(const std::filesystem::path& package, const ane::MilOptions& options = {});

  const BackendInfo& info() const override { return info_; }
  // Activations are there from the first evaluation.
  BackendMemory memory() const override;

  // The version of the network that the package was made from, where it tells one that is known.
  std::optional<int> model_version() const;

  // A batch that the package does not take at once is evaluated in several parts.
  reference::RawOutputs Evaluate(const reference::NetworkInputs& inputs) override;

  // By the steps of the program.
  bool StartProfile() override;
  std::vector<reference::LayerCost> Profile() const override { return runtime_.Profile(); }

 private:
  // Evaluates positions [first, first + count) into `outputs`, as a batch of `batch`.
  void EvaluatePart(const reference::NetworkInputs& inputs, int first, int count, int batch,
                    reference::RawOutputs& outputs);

  ane::MilRuntime runtime_;
  BackendInfo info_;
  // Batch sizes that the package takes.
  int min_batch_ = 1;
  int max_batch_ = 1;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_ANE_BACKEND_H_
