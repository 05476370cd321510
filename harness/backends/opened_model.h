#ifndef TIDEMARK_HARNESS_BACKENDS_OPENED_MODEL_H_
#define TIDEMARK_HARNESS_BACKENDS_OPENED_MODEL_H_

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>

#include "converter/convert.h"
#include "converter/io/temporary_directory.h"
#include "converter/network/network.h"
#include "harness/backends/backend.h"
#include "harness/backends/backend_kind.h"
#include "reference/inputs/network_inputs.h"

namespace tidemark::harness {

// What is evaluated and how, as command lines ask for it.
struct ModelOptions {
  // A KataGo network file or a package.
  std::filesystem::path model = {};
  BackendKind backend = BackendKind::kEigen;
  // Of the package that a network file is converted to for the ANE, or of the GPU's weights and
  // activations. Absent: fp16 for the ANE, fp32 for a GPU.
  std::optional<converter::Precision> precision = {};
  size_t batch = 1;
  int threads = 1;
};

// What encoding positions for a model, and post-processing its outputs, depend on.
struct ModelTraits {
  int version = 0;
  converter::PostProcess post_process = {};
  bool needs_metadata = false;
  bool pass_alive_suicide = false;
  // The one buffer that a package takes; absent for a network file, which takes any.
  std::optional<reference::BoardSize> buffer = {};
};

// Reads what a file says of itself. A package carries neither the multipliers nor the flag of the
// network it was made from: it gets those that networks of its version usually have, and no flag.
// Throws what reading either throws.
ModelTraits ReadTraits(const std::filesystem::path& model);

// A backend that is ready to evaluate, with what it needs: a temporary package, a network.
class OpenedModel {
 public:
  // For the ANE, a network file is converted for `buffer` in a temporary folder. Throws UsageError
  // when the backend cannot run such a model, and what converting and opening throw.
  OpenedModel(const ModelOptions& options, reference::BoardSize buffer);

  Backend& backend() { return *backend_; }

 private:
  void OpenOnEigen(const ModelOptions& options);
  void OpenOnAne(const ModelOptions& options, reference::BoardSize buffer);
  void OpenOnGpu(const ModelOptions& options);

  std::unique_ptr<converter::TemporaryDirectory> folder_ = {};
  std::unique_ptr<converter::Network> network_ = {};
  std::unique_ptr<Backend> backend_ = {};
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_OPENED_MODEL_H_
