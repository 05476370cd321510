#include "harness/backends/opened_model.h"

#include <string>

#include "converter/error.h"
#include "converter/io/byte_source.h"
#include "converter/network/network_reader.h"
#include "converter/network/tensor_store.h"
#include "converter/network/weight_sink.h"
#include "harness/backends/ane/ane_backend.h"
#include "harness/backends/ane_device.h"
#include "harness/backends/eigen_backend.h"
#include "harness/backends/gpu/gpu_backend.h"

namespace tidemark::harness {
namespace {

bool IsPackage(const std::filesystem::path& model) { return std::filesystem::is_directory(model); }

// The newest version whose outputs have such channels, for packages that do not tell theirs.
int VersionOfShape(const BackendInfo& info) {
  if (info.score_channels == 4) return 8;
  if (info.policy_channels == 1) return 11;
  return info.policy_channels == 2 ? 15 : 16;
}

// Newer networks are trained to another multiplier than their predecessors had built in.
converter::PostProcess UsualPostProcess(int version) {
  constexpr int kFirstWithMultipliers = 13;
  converter::PostProcess usual;
  if (version >= kFirstWithMultipliers) usual.shortterm_score_error = 150;
  return usual;
}

// Read by the MIL runtime on a Mac, too, which needs not compile the package first.
ModelTraits PackageTraits(const std::filesystem::path& package) {
  const AneBackend backend(package);
  const BackendInfo& info = backend.info();
  ModelTraits traits = {.version = backend.model_version().value_or(VersionOfShape(info)),
                        .needs_metadata = info.needs_metadata,
                        .buffer = reference::BoardSize{.height = info.height, .width = info.width}};
  traits.post_process = UsualPostProcess(traits.version);
  return traits;
}

}  // namespace

ModelTraits ReadTraits(const std::filesystem::path& model) {
  if (IsPackage(model)) return PackageTraits(model);
  converter::DiscardSink sink;
  const converter::Network network = converter::ReadNetwork(*converter::OpenStreamed(model), sink);
  return {.version = network.version,
          .post_process = network.post_process,
          .needs_metadata = network.has_metadata(),
          .pass_alive_suicide = network.pass_alive_suicide};
}

OpenedModel::OpenedModel(const ModelOptions& options, reference::BoardSize buffer) {
  if (options.backend != BackendKind::kAne && IsPackage(options.model)) {
    throw UsageError("backend " + std::string(NameOf(options.backend)) +
                         " evaluates network files; a package runs on ane",
                     {.file = options.model.string()});
  }
  switch (options.backend) {
    case BackendKind::kEigen:
      OpenOnEigen(options);
      break;
    case BackendKind::kAne:
      OpenOnAne(options, buffer);
      break;
    case BackendKind::kGpu:
      OpenOnGpu(options);
      break;
  }
}

void OpenedModel::OpenOnEigen(const ModelOptions& options) {
  backend_ = std::make_unique<EigenBackend>(
      options.model, reference::EvaluatorOptions{.threads = options.threads});
}

void OpenedModel::OpenOnAne(const ModelOptions& options, reference::BoardSize buffer) {
  std::filesystem::path file = options.model;
  if (!IsPackage(options.model)) {
    folder_ = std::make_unique<converter::TemporaryDirectory>();
    file = folder_->path() / "model.mlpackage";
    converter::Convert(options.model, file,
                       {.precision = options.precision.value_or(converter::Precision::kFloat16),
                        .board_x = buffer.width,
                        .board_y = buffer.height,
                        .max_batch = static_cast<int>(options.batch)});
  }
  backend_ = OpenAne(file, {.emulation = {.threads = options.threads}});
}

void OpenedModel::OpenOnGpu(const ModelOptions& options) {
  converter::TensorStore weights;
  network_ = std::make_unique<converter::Network>(
      converter::ReadNetwork(*converter::OpenStreamed(options.model), weights));
  backend_ = std::make_unique<GpuBackend>(
      *network_, weights,
      GpuOptions{.precision = options.precision.value_or(converter::Precision::kFloat32)});
}

}  // namespace tidemark::harness
