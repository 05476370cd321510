#include "harness/engine/context.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "converter/error.h"
#include "converter/io/processors.h"
#include "harness/backends/ane_device.h"
#include "harness/engine/conversion_levers.h"
#include "harness/memory/allocator.h"

namespace tidemark::harness {
namespace {

// Evaluating is most of a run's time; each thread takes some memory, so machines of any size use as
// many where they can.
constexpr int kMostEmulationThreads = 2;

// Removes a package when the handle that needed it is open, or could not be made.
class PackageRemover {
 public:
  explicit PackageRemover(std::filesystem::path package) : package_(std::move(package)) {}
  ~PackageRemover() {
    std::error_code ignored;
    std::filesystem::remove_all(package_, ignored);
  }
  PackageRemover(const PackageRemover&) = delete;
  PackageRemover& operator=(const PackageRemover&) = delete;

 private:
  std::filesystem::path package_;
};

}  // namespace

converter::Owners OwnersOf(const BackendMemory& memory) {
  converter::Owners owners = {
      {"package weights", memory.weight_bytes},
      {"package map", memory.resident_mapped_bytes.value_or(memory.mapped_weight_bytes)},
      {"runtime program", memory.program_bytes},
      {"activations", memory.activation_bytes.value_or(0)}};
  if (memory.device.has_value() && memory.device->in_process) {
    owners["device weights"] = memory.device->weight_bytes;
    owners["device activations"] = memory.device->activation_bytes;
  }
  return owners;
}

converter::Owners With(converter::Owners owners, const converter::Owners& more) {
  for (const auto& [name, bytes] : more) owners[name] += bytes;
  return owners;
}

bool IsAneOnly(std::span<const Device> devices) {
  return std::ranges::all_of(devices, [](Device device) { return device == Device::kAne; });
}

LoadOptions LoadOptionsOf(std::span<const Device> devices, const LeverSet& levers) {
  return {.stream_gzip = levers.Applies(Lever::kStreamGzip),
          .metadata_only = levers.Applies(Lever::kMetadataOnlyLoad) && IsAneOnly(devices)};
}

Context::Context(LoadedNetwork& network, ContextOptions options)
    : network_(network), options_(std::move(options)) {
  ApplyLevers(options_.levers, options_.convert);
  releases_weights_ =
      options_.levers.Applies(Lever::kReleaseWeights) && IsAneOnly(options_.devices);
}

Handle Context::CreateHandle(Device device, LifecycleObserver& observer) {
  if (std::ranges::find(options_.devices, device) == options_.devices.end()) {
    std::string message = "this context has no device '" + std::string(NameOf(device)) + "'";
    if (releases_weights_) message += ", and its weights are released with its first handle";
    throw UsageError(message);
  }
  return device == Device::kGpu ? CreateGpuHandle(observer) : CreateAneHandle(observer);
}

Handle Context::CreateGpuHandle(LifecycleObserver& observer) {
  auto upload = observer.BeginPhase("upload");
  Handle handle;
  handle.backend =
      std::make_unique<GpuBackend>(network_.network(), network_.weights(), options_.gpu);
  ReturnFreed();
  upload->End(With(network_.owners(), OwnersOf(handle.backend->memory())));
  return handle;
}

Handle Context::CreateAneHandle(LifecycleObserver& observer) {
  auto release = observer.BeginPhase("release");
  if (releases_weights_) ReleaseOnce();
  ReturnFreed();
  release->End(network_.owners());

  const std::filesystem::path package = NextPackagePath();
  std::optional<PackageRemover> remover;
  if (options_.keep_package != package) remover.emplace(package);

  auto convert = observer.BeginPhase("convert");
  const auto note = [&](std::string_view, const converter::Owners& owners) {
    convert->Note(With(network_.owners(), owners));
  };
  Handle handle;
  converter::ConvertOptions convert_options = options_.convert;
  // Nobody opens a temporary package after a crash of the system.
  if (remover.has_value()) convert_options.sync = converter::Sync::kNo;
  handle.conversion = converter::Convert(network_.file(), package, convert_options, note);
  ReturnFreed();
  convert->End(network_.owners());
  if (options_.on_package) options_.on_package(package, *handle.conversion);

  std::unique_ptr<PhaseScope> open;
  const auto begin_step = [&](std::string_view step) {
    if (open != nullptr) open->End(network_.owners());
    open.reset();
    open = observer.BeginPhase(step == "compile" ? "compile" : "open");
  };
  const auto note_built = [&](const ane::BuiltProgram& built) {
    converter::Owners owners = network_.owners();
    owners["decoded model"] = built.model_bytes;
    owners["package weights"] = built.weight_bytes;
    owners["package map"] = built.mapped_bytes;
    owners["runtime program"] = built.program_bytes;
    open->Note(owners);
  };
  AneOptions ane_options;
  ane_options.emulation.threads = std::min(converter::UsableProcessors(), kMostEmulationThreads);
  ane_options.emulation.map_weights = options_.levers.Applies(Lever::kMapWeights);
  ane_options.emulation.on_built = note_built;
  ane_options.on_step = begin_step;
  handle.backend = OpenAne(package, ane_options);
  ReturnFreed();
  open->End(With(network_.owners(), OwnersOf(handle.backend->memory())));
  return handle;
}

void Context::ReturnFreed() const {
  if (options_.levers.Applies(Lever::kReturnFreed)) TrimAllocator();
}

void Context::ReleaseOnce() {
  std::call_once(released_, [this] { network_.ReleaseWeights(); });
}

std::filesystem::path Context::NextPackagePath() {
  const std::lock_guard lock(mutex_);
  const int number = packages_++;
  if (number == 0 && options_.keep_package.has_value()) return *options_.keep_package;
  return options_.work_directory / ("handle-" + std::to_string(number) + ".mlpackage");
}

}  // namespace tidemark::harness
