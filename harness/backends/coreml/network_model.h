#ifndef TIDEMARK_HARNESS_BACKENDS_COREML_NETWORK_MODEL_H_
#define TIDEMARK_HARNESS_BACKENDS_COREML_NETWORK_MODEL_H_

#import <CoreML/CoreML.h>

#include <map>
#include <span>
#include <string>
#include <vector>

#include "harness/backends/coreml/coreml_backend.h"
#include "harness/backends/coreml/multi_array.h"
#include "harness/backends/coreml/objc_support.h"

namespace tidemark::harness::coreml {

// A loaded model that has the inputs and outputs of a network for one position, by their names.
// Its functions throw C++ and Objective-C exceptions; errors name `file`.
class NetworkModel {
 public:
  // Throws FormatError when the model is not that of a network.
  NetworkModel(MLModel* model, ComputeUnits units, std::string file);

  const BackendInfo& info() const { return info_; }

  // Row-major numbers by the names of the inputs.
  using Inputs = std::map<std::string, std::span<const float>>;

  // Appends the outputs of one position to those in `outputs`.
  void Predict(const Inputs& inputs, reference::RawOutputs& outputs) const;

 private:
  struct Input {
    Sizes shape = {};
    MLMultiArrayDataType type = MLMultiArrayDataTypeFloat32;
  };

  void ReadInputs();
  void ReadOutputs();
  // Checks what stands in inputs_ under `name`.
  void Expect(const std::string& name, const Sizes& shape) const;
  // What the metadata say under a key that the package's writer chose; empty if nothing.
  std::string Defined(const char* key) const;
  // The shape of an output as the model declares it; empty if it does not.
  Sizes Declared(const char* output) const;

  id<MLFeatureProvider> Run(const Inputs& inputs) const;
  MLMultiArray* Output(id<MLFeatureProvider> outputs, const char* name) const;
  void Append(id<MLFeatureProvider> outputs, const char* name, const Sizes& shape,
              std::vector<float>& to) const;

  std::string file_;
  Retained<MLModel> model_;
  std::map<std::string, Input> inputs_;
  BackendInfo info_;
};

}  // namespace tidemark::harness::coreml

#endif  // TIDEMARK_HARNESS_BACKENDS_COREML_NETWORK_MODEL_H_
