#ifndef TIDEMARK_HARNESS_BACKENDS_COREML_NETWORK_MODEL_H_
#define TIDEMARK_HARNESS_BACKENDS_COREML_NETWORK_MODEL_H_

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "harness/backends/backend.h"
#include "reference/outputs/raw_outputs.h"

namespace tidemark::harness {

// What Core ML may use; what a chosen unit cannot run falls to the CPU, silently.
enum class ComputeUnits { kCpuAndNeuralEngine, kCpuAndGpu, kAll, kCpuOnly };

namespace core_ml {

// The version of the system, in words.
std::string SystemVersion();

// Has Core ML compile a package, into a temporary folder that is the caller's to move. Throws
// FormatError when it does not.
std::filesystem::path CompilePackage(const std::filesystem::path& package);

// A compiled model in Core ML, with the inputs and outputs of a network for one position. What
// Core ML reports or raises becomes a MeasurementError. Errors name `file`.
class NetworkModel {
 public:
  // Throws MeasurementError when Core ML does not load the model, FormatError when it is not that
  // of a network. A model that does not declare its outputs' shapes is evaluated once to learn
  // them.
  NetworkModel(const std::filesystem::path& compiled, ComputeUnits units, const std::string& file);
  ~NetworkModel();

  const BackendInfo& info() const;

  // Row-major numbers by the names of the inputs.
  using Inputs = std::map<std::string, std::span<const float>>;

  // Appends the outputs of one position to those in `outputs`. Throws FormatError when one is
  // missing or not as described.
  void Predict(const Inputs& inputs, reference::RawOutputs& outputs) const;

 private:
  class Loaded;
  std::unique_ptr<Loaded> loaded_;
};

}  // namespace core_ml
}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_COREML_NETWORK_MODEL_H_
