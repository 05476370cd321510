#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_GPU_MODULE_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_GPU_MODULE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converter/network/network.h"
#include "harness/backends/gpu/gpu_device.h"
#include "reference/inputs/network_inputs.h"
#include "reference/outputs/layer_cost.h"
#include "reference/outputs/raw_outputs.h"

// What the program and the GPU module, a shared library that it opens when a GPU is asked for, know
// of each other. The module is made of the same sources by the same compiler as the program, which
// kModuleBuild lets it check; so values of the standard library cross the border. Exceptions do
// not: types of exceptions may be two different ones in two images.
namespace tidemark::harness::gpu {

// Why a call failed.
struct Failure {
  enum class Kind {
    // There is no such device, or none at all.
    kNoDevice,
    // The weights are released, or of another network.
    kNoWeights,
    // The network or the batch does not fit the device.
    kTooLarge,
    // The device or its driver failed: it may be lost.
    kDevice,
  };
  Kind kind = Kind::kDevice;
  std::string message = {};
  // The layer of the network it is about, if any.
  std::string layer = {};
};

// Compiled programs, kept between processes by whoever opens the module.
class ProgramCache {
 public:
  virtual ~ProgramCache() = default;

  // `key` is text of any length. Nothing if there is none; damaged ones are the caller's to notice.
  virtual std::optional<std::string> Find(std::string_view key) = 0;
  // Never fails: a program that cannot be kept is compiled again.
  virtual void Keep(std::string_view key, std::string_view program) = 0;
};

struct OpenOptions {
  // Device::id; empty for the first GPU, or where there is none the first device.
  std::string device = {};
  // Weights and activations are kept in half precision; arithmetic is in float in either case.
  bool half_storage = false;
  // Convolve in tiles of local memory, or not; absent for what is faster on the device.
  std::optional<bool> tiles = {};
  // Must outlive the call; null to compile every time.
  ProgramCache* programs = nullptr;
};

// What an evaluator holds in buffers of its device.
struct DeviceMemory {
  uint64_t weight_bytes = 0;
  uint64_t activation_bytes = 0;
};

// A network on a device.
class Evaluator {
 public:
  virtual ~Evaluator() = default;

  virtual const Device& device() const = 0;
  virtual DeviceMemory memory() const = 0;
  // The compiled program came from ProgramCache.
  virtual bool program_was_kept() const = 0;

  // `inputs` has been checked against the network. On success `outputs` is filled.
  virtual std::optional<Failure> Evaluate(const reference::NetworkInputs& inputs,
                                          reference::RawOutputs& outputs) noexcept = 0;

  // From now on the device times every kernel, and costs are counted from zero.
  virtual std::optional<Failure> StartProfile() noexcept = 0;
  // Costs since then, kernel by kernel; empty before.
  virtual const std::vector<reference::LayerCost>& costs() const noexcept = 0;
};

// The values of a tensor, valid during Module::Open().
using WeightSource = std::function<std::span<const float>(converter::TensorId)>;

// The shared library.
class Module {
 public:
  virtual ~Module() = default;

  // Every device of every platform. No platform is kNoDevice.
  virtual std::optional<Failure> List(std::vector<Device>& devices) noexcept = 0;

  // Uploads a network. `network` must outlive the evaluator, the weights need not.
  virtual std::optional<Failure> Open(const converter::Network& network,
                                      const WeightSource& weights, const OpenOptions& options,
                                      std::unique_ptr<Evaluator>& evaluator) noexcept = 0;
};

// The library's one function: the module, which lives as long as the process, or null if `build` is
// not its own kModuleBuild.
using OpenModule = Module*(const char* build);
inline constexpr char kOpenModuleName[] = "TidemarkOpenGpuModule";

// What tells builds apart whose types differ: raised with every change of this header or of what it
// includes, and the compiler's own name.
inline constexpr char kModuleBuild[] = "4 " __VERSION__;

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_GPU_MODULE_H_
