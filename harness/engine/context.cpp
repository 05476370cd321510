#include "harness/engine/context.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "converter/error.h"
#include "harness/backends/ane/ane_backend.h"

namespace tidemark::harness {
namespace {

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

uint64_t Total(const converter::Owners& owners) {
  uint64_t total = 0;
  for (const auto& [name, bytes] : owners) total += bytes;
  return total;
}

}  // namespace

Context::Context(LoadedNetwork& network, ContextOptions options)
    : network_(network), options_(std::move(options)) {
  options_.convert.weight_views = options_.levers.Has(Lever::kWeightViews);
  options_.convert.stream_gzip = options_.levers.Has(Lever::kStreamGzip);
  releases_weights_ =
      options_.levers.Has(Lever::kReleaseWeights) &&
      std::ranges::all_of(options_.devices, [](Device device) { return device == Device::kAne; });
}

Handle Context::CreateHandle(Device device, LifecycleObserver& observer) {
  if (std::ranges::find(options_.devices, device) == options_.devices.end()) {
    std::string message = "this context has no device '" + std::string(NameOf(device)) + "'";
    if (releases_weights_) message += ", and its weights are released with its first handle";
    throw UsageError(message);
  }
  if (device == Device::kGpu) {
    throw UsageError("this program has no backend for device 'gpu'; it evaluates on 'ane'");
  }
  return CreateAneHandle(observer);
}

Handle Context::CreateAneHandle(LifecycleObserver& observer) {
  auto release = observer.BeginPhase("release");
  if (releases_weights_) ReleaseOnce();
  release->End({{"engine weights", network_.weight_bytes()}});

  const std::filesystem::path package = NextPackagePath();
  std::optional<PackageRemover> remover;
  if (options_.keep_package != package) remover.emplace(package);

  auto convert = observer.BeginPhase("convert");
  converter::Owners crowded;
  Handle handle;
  handle.conversion =
      converter::Convert(network_.file(), package, options_.convert,
                         [&crowded](std::string_view, const converter::Owners& owners) {
                           if (Total(owners) > Total(crowded)) crowded = owners;
                         });
  crowded["engine weights"] = network_.weight_bytes();
  convert->End(crowded);

  auto open = observer.BeginPhase("open");
  auto backend = std::make_unique<AneBackend>(package);
  const converter::Owners owners = {{"engine weights", network_.weight_bytes()},
                                    {"package weights", backend->memory().weight_bytes}};
  handle.backend = std::move(backend);
  open->End(owners);
  return handle;
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
