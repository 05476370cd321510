#ifndef TIDEMARK_HARNESS_BACKENDS_BACKEND_H_
#define TIDEMARK_HARNESS_BACKENDS_BACKEND_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reference/inputs/network_inputs.h"
#include "reference/outputs/layer_cost.h"
#include "reference/outputs/raw_outputs.h"

namespace tidemark::harness {

// What a backend is and what it accepts.
struct BackendInfo {
  // "eigen", "ane", "gpu".
  std::string name = {};
  // What it computes on, in words, where that is not this processor: "NVIDIA H100 (NVIDIA CUDA)".
  std::string device = {};
  // The device is imitated in software; reports carry it.
  bool emulated = false;
  // Precision of the arithmetic: "fp32" or "fp16".
  std::string precision = {};
  int policy_channels = 0;
  int score_channels = 0;
  bool needs_metadata = false;
  // The one buffer size it takes, or 0 x 0 for any.
  int height = 0;
  int width = 0;
  // Every position must fill the buffer.
  bool full_boards_only = false;
  // The largest batch of one Evaluate(); 0 for any.
  int max_batch = 0;
};

// What a backend holds in memory of a device, in buffers of its own.
struct DeviceHoldings {
  uint64_t weight_bytes = 0;
  uint64_t activation_bytes = 0;
  // The device's memory is the host's, so that this is part of what is resident in the process.
  bool in_process = false;
};

// What a backend holds, by its own account.
struct BackendMemory {
  // Of its own, and in mapped files, which become resident as they are used.
  uint64_t weight_bytes = 0;
  uint64_t mapped_weight_bytes = 0;
  // The part of those files that is resident now; absent where the system does not tell.
  std::optional<uint64_t> resident_mapped_bytes = {};
  // The program as it is held to be run, by the allocator's count; 0 where it has none.
  uint64_t program_bytes = 0;
  // Absent if the backend does not know.
  std::optional<uint64_t> activation_bytes = {};
  // Absent for a backend without a device of its own.
  std::optional<DeviceHoldings> device = {};
};

// Something that evaluates a network. Calls are not concurrent.
class Backend {
 public:
  virtual ~Backend() = default;

  virtual const BackendInfo& info() const = 0;
  virtual BackendMemory memory() const = 0;

  // Throws UsageError when the inputs do not fit info().
  virtual reference::RawOutputs Evaluate(const reference::NetworkInputs& inputs) = 0;

  // From now on each layer's cost is counted, from zero, which takes a little time and memory.
  // False if the backend cannot.
  virtual bool StartProfile() { return false; }
  // The costs since StartProfile(), in the order of evaluation; empty before it.
  virtual std::vector<reference::LayerCost> Profile() const { return {}; }
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_BACKEND_H_
