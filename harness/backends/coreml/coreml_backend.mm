#include "harness/backends/coreml/coreml_backend.h"

#import <CoreML/CoreML.h>

#include <string>
#include <utility>
#include <vector>

#include "converter/error.h"
#include "converter/network/network.h"
#include "harness/backends/cache_folder.h"
#include "harness/backends/coreml/compiled_model_cache.h"
#include "harness/backends/coreml/network_model.h"
#include "harness/backends/coreml/objc_support.h"
#include "harness/backends/package_interface.h"

namespace tidemark::harness {
namespace {

namespace fs = std::filesystem;

using coreml::CompiledModelCache;
using coreml::NetworkModel;

MLComputeUnits UnitsOf(ComputeUnits units) {
  switch (units) {
    case ComputeUnits::kCpuAndNeuralEngine:
      return MLComputeUnitsCPUAndNeuralEngine;
    case ComputeUnits::kCpuAndGpu:
      return MLComputeUnitsCPUAndGPU;
    case ComputeUnits::kAll:
      return MLComputeUnitsAll;
    case ComputeUnits::kCpuOnly:
      break;
  }
  return MLComputeUnitsCPUOnly;
}

// Returns a folder that is this process's to move.
fs::path Compile(const fs::path& package) {
  NSError* error = nil;
  NSURL* const compiled = [MLModel compileModelAtURL:coreml::ToUrl(package) error:&error];
  if (compiled == nil) {
    throw FormatError("Core ML does not compile the package: " + coreml::ToText(error),
                      {.file = package.string()});
  }
  return coreml::ToPath(compiled);
}

// `file` is what errors name.
MLModel* Load(const fs::path& compiled, ComputeUnits units, const std::string& file) {
  MLModelConfiguration* const configuration = [[[MLModelConfiguration alloc] init] autorelease];
  [configuration setComputeUnits:UnitsOf(units)];
  NSError* error = nil;
  MLModel* const model = [MLModel modelWithContentsOfURL:coreml::ToUrl(compiled)
                                           configuration:configuration
                                                   error:&error];
  if (model == nil) {
    throw MeasurementError("Core ML does not load the model: " + coreml::ToText(error),
                           {.file = file});
  }
  return model;
}

}  // namespace

struct CoreMlBackend::State {
  ErrorContext context = {};
  LoadKind load_kind = LoadKind::kCold;
  std::optional<NetworkModel> model = {};
};

CoreMlBackend::CoreMlBackend(const fs::path& package, const CoreMlOptions& options)
    : state_(std::make_unique<State>()) {
  const auto begin = [&](std::string_view step) {
    if (options.on_step) options.on_step(step);
  };
  const std::string file = package.string();
  state_->context = {.file = file};
  const auto load = [&](const CompiledModelCache& cache) {
    begin("load");
    coreml::CallFoundation(state_->context, [&] {
      state_->model.emplace(Load(cache.entry(), options.units, file), options.units, file);
    });
  };

  begin("compile");
  std::string system;
  coreml::CallFoundation(state_->context, [&] {
    system = coreml::ToText([[NSProcessInfo processInfo] operatingSystemVersionString]);
  });
  const CompiledModelCache cache(options.cache.has_value() ? *options.cache : CacheFolder("coreml"),
                                 package, system);
  if (cache.Has()) {
    try {
      load(cache);
      state_->load_kind = LoadKind::kWarm;
      return;
    } catch (const MeasurementError&) {
      // Damaged, or half written by a system that crashed: it is made again, and then it is the
      // package that does not load.
      cache.Remove();
      begin("compile");
    }
  }
  coreml::CallFoundation(state_->context, [&] { cache.Adopt(Compile(package)); });
  load(cache);
}

CoreMlBackend::~CoreMlBackend() {
  const coreml::AutoreleasePool pool;
  state_.reset();
}

const BackendInfo& CoreMlBackend::info() const { return state_->model->info(); }

LoadKind CoreMlBackend::load_kind() const { return state_->load_kind; }

reference::RawOutputs CoreMlBackend::Evaluate(const reference::NetworkInputs& inputs) {
  const BackendInfo& info = this->info();
  CheckInputs(info, inputs);
  reference::RawOutputs outputs;
  outputs.batch = inputs.batch;
  outputs.height = inputs.height;
  outputs.width = inputs.width;
  outputs.policy_channels = info.policy_channels;
  outputs.score_channels = info.score_channels;
  const size_t area = static_cast<size_t>(info.height) * static_cast<size_t>(info.width);
  for (int i = 0; i < inputs.batch; ++i) {
    const reference::NetworkInputs position = inputs.Select(i);
    const std::vector<float> mask = MasksOf(position.spatial, area, 1);
    NetworkModel::Inputs bound = {
        {kSpatialInput, position.spatial}, {kGlobalInput, position.global}, {kMaskInput, mask}};
    if (info.needs_metadata) bound.emplace(kMetadataInput, position.metadata);
    // Each call has its own pool: Core ML leaves arrays behind in it.
    coreml::CallFoundation(state_->context, [&] { state_->model->Predict(bound, outputs); });
  }
  return outputs;
}

}  // namespace tidemark::harness
