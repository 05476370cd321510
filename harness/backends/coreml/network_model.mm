#include "harness/backends/coreml/network_model.h"

#include <algorithm>
#include <utility>
#include <vector>

#import <CoreML/CoreML.h>

#include "converter/error.h"
#include "converter/network/network.h"
#include "harness/backends/coreml/multi_array.h"
#include "harness/backends/coreml/objc_support.h"
#include "harness/backends/package_interface.h"

namespace tidemark::harness::core_ml {
namespace {

const char kNoNetwork[] = "this is not the package of a network: ";

struct Units {
  MLComputeUnits value;
  const char* device;
};

Units UnitsOf(ComputeUnits units) {
  switch (units) {
    case ComputeUnits::kCpuAndNeuralEngine:
      return {MLComputeUnitsCPUAndNeuralEngine, "Core ML, CPU and Neural Engine"};
    case ComputeUnits::kCpuAndGpu:
      return {MLComputeUnitsCPUAndGPU, "Core ML, CPU and GPU"};
    case ComputeUnits::kAll:
      return {MLComputeUnitsAll, "Core ML, all units"};
    case ComputeUnits::kCpuOnly:
      break;
  }
  return {MLComputeUnitsCPUOnly, "Core ML, CPU only"};
}

MLModel* Load(const std::filesystem::path& compiled, ComputeUnits units, const std::string& file) {
  MLModelConfiguration* const configuration = [[[MLModelConfiguration alloc] init] autorelease];
  [configuration setComputeUnits:UnitsOf(units).value];
  NSError* error = nil;
  MLModel* const model = [MLModel modelWithContentsOfURL:ToUrl(compiled)
                                           configuration:configuration
                                                   error:&error];
  if (model == nil) {
    throw MeasurementError("Core ML does not load the model: " + ToText(error), {.file = file});
  }
  return model;
}

}  // namespace

// Its functions raise Objective-C exceptions, too.
class NetworkModel::Loaded {
 public:
  Loaded(MLModel* model, ComputeUnits units, std::string file);

  const BackendInfo& info() const { return info_; }
  const std::string& file() const { return file_; }
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

NetworkModel::Loaded::Loaded(MLModel* model, ComputeUnits units, std::string file)
    : file_(std::move(file)), model_(model) {
  info_.name = "ane";
  info_.device = UnitsOf(units).device;
  info_.precision = Defined("compute_precision") == "FLOAT16" ? "fp16" : "fp32";
  info_.full_boards_only = Defined("optimize_identity_mask") == "true";
  ReadInputs();
  ReadOutputs();
}

void NetworkModel::Loaded::ReadInputs() {
  NSDictionary<NSString*, MLFeatureDescription*>* const descriptions =
      [[model_.get() modelDescription] inputDescriptionsByName];
  for (NSString* name in descriptions) {
    MLMultiArrayConstraint* const array = [[descriptions objectForKey:name] multiArrayConstraint];
    inputs_[ToText(name)] = {.shape = ToSizes([array shape]), .type = [array dataType]};
  }
  // Expect() compares the rest of this shape with itself.
  const Sizes spatial = inputs_[kSpatialInput].shape;
  const int64_t height = spatial.size() == 4 ? spatial[2] : 0;
  const int64_t width = spatial.size() == 4 ? spatial[3] : 0;
  info_.needs_metadata = inputs_.count(kMetadataInput) > 0;
  Expect(kSpatialInput, {1, converter::kSpatialChannels, height, width});
  Expect(kGlobalInput, {1, converter::kGlobalChannels});
  Expect(kMaskInput, {1, 1, height, width});
  if (info_.needs_metadata) Expect(kMetadataInput, {1, converter::kMetadataChannels});
  if (inputs_.size() != (info_.needs_metadata ? 4 : 3)) {
    throw FormatError(kNoNetwork + ("it has " + std::to_string(inputs_.size()) + " inputs"),
                      {.file = file_});
  }
  info_.height = static_cast<int>(height);
  info_.width = static_cast<int>(width);
}

void NetworkModel::Loaded::Expect(const std::string& name, const Sizes& shape) const {
  const auto input = inputs_.find(name);
  if (input == inputs_.end() || input->second.shape.empty()) {
    throw FormatError(kNoNetwork + ("it has no input '" + name + "'"), {.file = file_});
  }
  if (input->second.shape != shape) {
    throw FormatError("input '" + name + "' is " + ToText(input->second.shape) +
                          ", and one position of a network takes " + ToText(shape),
                      {.file = file_});
  }
}

void NetworkModel::Loaded::ReadOutputs() {
  Sizes policy = Declared(kPolicyOutput);
  Sizes score = Declared(kScoreOutput);
  if (policy.empty() || score.empty()) {
    std::map<std::string, std::vector<float>> values;
    Inputs empty_board;
    for (const auto& [name, input] : inputs_) {
      int64_t count = 1;
      for (const int64_t size : input.shape) count *= size;
      values[name].assign(static_cast<size_t>(count), name == kMaskInput ? 1.0F : 0.0F);
      empty_board[name] = values[name];
    }
    const int64_t area = int64_t{info_.height} * info_.width;
    std::fill_n(values[kSpatialInput].begin(), area, 1.0F);
    id<MLFeatureProvider> const outputs = Run(empty_board);
    policy = ToSizes([Output(outputs, kPolicyOutput) shape]);
    score = ToSizes([Output(outputs, kScoreOutput) shape]);
  }
  if (policy.size() != 4 || score.size() != 2) {
    throw FormatError(
        kNoNetwork + ("its policy is " + ToText(policy) + " and its score " + ToText(score)),
        {.file = file_});
  }
  info_.policy_channels = static_cast<int>(policy[1]);
  info_.score_channels = static_cast<int>(score[1]);
}

std::string NetworkModel::Loaded::Defined(const char* key) const {
  NSDictionary* const defined =
      [[[model_.get() modelDescription] metadata] objectForKey:MLModelCreatorDefinedKey];
  return ToText(static_cast<NSString*>([defined objectForKey:ToObject(key)]));
}

Sizes NetworkModel::Loaded::Declared(const char* output) const {
  MLFeatureDescription* const description =
      [[[model_.get() modelDescription] outputDescriptionsByName] objectForKey:ToObject(output)];
  if (description == nil) {
    throw FormatError(kNoNetwork + ("it has no output '" + std::string(output) + "'"),
                      {.file = file_});
  }
  return ToSizes([[description multiArrayConstraint] shape]);
}

id<MLFeatureProvider> NetworkModel::Loaded::Run(const Inputs& inputs) const {
  NSMutableDictionary* const features = [NSMutableDictionary dictionaryWithCapacity:inputs.size()];
  for (const auto& [name, values] : inputs) {
    const Input& input = inputs_.at(name);
    MLMultiArray* const array =
        MakeArray(input.shape, input.type, values, {.file = file_, .layer = name});
    [features setObject:[MLFeatureValue featureValueWithMultiArray:array] forKey:ToObject(name)];
  }
  NSError* error = nil;
  MLDictionaryFeatureProvider* const provider =
      [[[MLDictionaryFeatureProvider alloc] initWithDictionary:features error:&error] autorelease];
  if (provider == nil) {
    throw MeasurementError("Core ML does not take the inputs: " + ToText(error), {.file = file_});
  }
  id<MLFeatureProvider> const outputs = [model_.get() predictionFromFeatures:provider error:&error];
  if (outputs == nil) {
    throw MeasurementError("Core ML does not evaluate the model: " + ToText(error),
                           {.file = file_});
  }
  return outputs;
}

MLMultiArray* NetworkModel::Loaded::Output(id<MLFeatureProvider> outputs, const char* name) const {
  MLMultiArray* const array = [[outputs featureValueForName:ToObject(name)] multiArrayValue];
  if (array == nil) {
    throw FormatError("the model does not give its output '" + std::string(name) + "'",
                      {.file = file_});
  }
  return array;
}

void NetworkModel::Loaded::Append(id<MLFeatureProvider> outputs, const char* name,
                                  const Sizes& shape, std::vector<float>& to) const {
  MLMultiArray* const array = Output(outputs, name);
  const Sizes given = ToSizes([array shape]);
  if (given != shape) {
    throw FormatError(
        "output '" + std::string(name) + "' is " + ToText(given) + " instead of " + ToText(shape),
        {.file = file_});
  }
  AppendValues(array, {.file = file_, .layer = name}, to);
}

void NetworkModel::Loaded::Predict(const Inputs& inputs, reference::RawOutputs& outputs) const {
  id<MLFeatureProvider> const results = Run(inputs);
  const int64_t channels = info_.policy_channels;
  Append(results, kPolicyOutput, {1, channels, info_.height, info_.width}, outputs.policy);
  Append(results, kPassOutput, {1, channels}, outputs.pass);
  Append(results, kValueOutput, {1, 3}, outputs.value);
  Append(results, kScoreOutput, {1, info_.score_channels}, outputs.score_value);
  Append(results, kOwnershipOutput, {1, 1, info_.height, info_.width}, outputs.ownership);
}

std::string SystemVersion() {
  std::string version;
  CallFoundation(
      {}, [&] { version = ToText([[NSProcessInfo processInfo] operatingSystemVersionString]); });
  return version;
}

std::filesystem::path CompilePackage(const std::filesystem::path& package) {
  const ErrorContext context = {.file = package.string()};
  std::filesystem::path compiled;
  CallFoundation(context, [&] {
    NSError* error = nil;
    NSURL* const url = [MLModel compileModelAtURL:ToUrl(package) error:&error];
    if (url == nil) {
      throw FormatError("Core ML does not compile the package: " + ToText(error), context);
    }
    compiled = ToPath(url);
  });
  return compiled;
}

NetworkModel::NetworkModel(const std::filesystem::path& compiled, ComputeUnits units,
                           const std::string& file) {
  CallFoundation({.file = file}, [&] {
    loaded_ = std::make_unique<Loaded>(Load(compiled, units, file), units, file);
  });
}

NetworkModel::~NetworkModel() {
  const AutoreleasePool pool;
  loaded_.reset();
}

const BackendInfo& NetworkModel::info() const { return loaded_->info(); }

void NetworkModel::Predict(const Inputs& inputs, reference::RawOutputs& outputs) const {
  CallFoundation({.file = loaded_->file()}, [&] { loaded_->Predict(inputs, outputs); });
}

}  // namespace tidemark::harness::core_ml
