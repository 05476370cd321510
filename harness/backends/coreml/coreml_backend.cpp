#include "harness/backends/coreml/coreml_backend.h"

#include <string>
#include <vector>

#include "converter/error.h"
#include "harness/backends/cache_folder.h"
#include "harness/backends/coreml/compiled_model_cache.h"
#include "harness/backends/package_interface.h"

namespace tidemark::harness {

CoreMlBackend::CoreMlBackend(const std::filesystem::path& package, const CoreMlOptions& options) {
  const auto begin = [&](std::string_view step) {
    if (options.on_step) options.on_step(step);
  };
  begin("compile");
  const core_ml::CompiledModelCache cache(
      options.cache.has_value() ? *options.cache : CacheFolder("coreml"), package,
      core_ml::SystemVersion());
  const auto load = [&] {
    begin("load");
    model_ =
        std::make_unique<core_ml::NetworkModel>(cache.entry(), options.units, package.string());
  };
  if (cache.Has()) {
    try {
      load();
      load_kind_ = LoadKind::kWarm;
      return;
    } catch (const MeasurementError&) {
      // Damaged, or half written by a system that crashed. If what is compiled now does not load
      // either, it is not the cache's fault.
      cache.Remove();
      begin("compile");
    }
  }
  cache.Adopt(core_ml::CompilePackage(package));
  load();
}

reference::RawOutputs CoreMlBackend::Evaluate(const reference::NetworkInputs& inputs) {
  CheckInputs(info(), inputs);
  reference::RawOutputs outputs;
  outputs.batch = inputs.batch;
  outputs.height = inputs.height;
  outputs.width = inputs.width;
  outputs.policy_channels = info().policy_channels;
  outputs.score_channels = info().score_channels;
  const size_t area = static_cast<size_t>(inputs.height) * static_cast<size_t>(inputs.width);
  for (int i = 0; i < inputs.batch; ++i) {
    const reference::NetworkInputs position = inputs.Select(i);
    const std::vector<float> mask = MasksOf(position.spatial, area, 1);
    core_ml::NetworkModel::Inputs bound = {
        {kSpatialInput, position.spatial}, {kGlobalInput, position.global}, {kMaskInput, mask}};
    if (info().needs_metadata) bound.emplace(kMetadataInput, position.metadata);
    model_->Predict(bound, outputs);
  }
  return outputs;
}

}  // namespace tidemark::harness
