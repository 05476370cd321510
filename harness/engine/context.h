#ifndef TIDEMARK_HARNESS_ENGINE_CONTEXT_H_
#define TIDEMARK_HARNESS_ENGINE_CONTEXT_H_

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "converter/convert.h"
#include "harness/backends/backend.h"
#include "harness/backends/gpu/gpu_backend.h"
#include "harness/engine/device.h"
#include "harness/engine/levers.h"
#include "harness/engine/lifecycle_observer.h"
#include "harness/engine/loaded_network.h"

namespace tidemark::harness {

struct ContextOptions {
  // Every device that handles may be asked for. What may be released depends on all of them.
  std::vector<Device> devices = {Device::kAne};
  // Of `return_freed` the trimming is done here; pinning the allocator's threshold is up to the
  // process, before it loads its network (PinMapThreshold()).
  LeverSet levers = {};
  // Board, precision, batch and so on of the packages; the conversion levers come from `levers`.
  converter::ConvertOptions convert = {};
  // Of the GPU handles.
  GpuOptions gpu = {};
  // Where packages are written while they are needed.
  std::filesystem::path work_directory = {};
  // Where the first handle's package is kept; by default none is.
  std::optional<std::filesystem::path> keep_package = {};
  // Called with each package between its conversion and its opening, outside of all phases.
  std::function<void(const std::filesystem::path&, const converter::ConvertResult&)> on_package =
      {};
};

// Is every device an ANE? Then the engine needs no float weights of its own.
bool IsAneOnly(std::span<const Device> devices);

// How an engine loads its network for these devices and levers.
LoadOptions LoadOptionsOf(std::span<const Device> devices, const LeverSet& levers);

// What a backend holds, under the names that reports know it by.
converter::Owners OwnersOf(const BackendMemory& memory);

// Both together.
converter::Owners With(converter::Owners owners, const converter::Owners& more);

// A handle on one device: what evaluates.
struct Handle {
  std::unique_ptr<Backend> backend;
  // Set for an ANE.
  std::optional<converter::ConvertResult> conversion = {};
};

// The devices of an engine and the network they evaluate.
class Context {
 public:
  // `network` must outlive the context and its GPU handles.
  Context(LoadedNetwork& network, ContextOptions options);

  // Lever `release_weights` applies: it is on, or implied, and every configured device is an ANE.
  bool releases_weights() const { return releases_weights_; }

  // Makes a handle. Phases: for an ANE `release`, `convert`, on Core ML `compile` (short where the
  // compiled model was kept, and once more after `open` where that proved damaged), and `open`; for
  // a GPU `upload`, which takes the engine's weights and leaves them where they are. With
  // releases_weights() the first ANE handle frees the engine's weights before its conversion, which
  // reads the file again; later ones find them freed. Safe to call from several threads, each with
  // an observer of its own. Throws UsageError for a device that is not configured, so a GPU is
  // refused by a context whose weights may be gone, and what conversion and the backend throw.
  Handle CreateHandle(Device device, LifecycleObserver& observer);

 private:
  Handle CreateAneHandle(LifecycleObserver& observer);
  Handle CreateGpuHandle(LifecycleObserver& observer);
  void ReleaseOnce();
  // Lever `return_freed`, after work that freed memory.
  void ReturnFreed() const;
  std::filesystem::path NextPackagePath();

  LoadedNetwork& network_;
  ContextOptions options_;
  bool releases_weights_ = false;
  std::once_flag released_;
  std::mutex mutex_;
  int packages_ = 0;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_ENGINE_CONTEXT_H_
