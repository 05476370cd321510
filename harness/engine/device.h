#ifndef TIDEMARK_HARNESS_ENGINE_DEVICE_H_
#define TIDEMARK_HARNESS_ENGINE_DEVICE_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark::harness {

// What an engine evaluates on. The ANE runs a converted package; a GPU runs the engine's own float
// weights.
enum class Device { kAne, kGpu };

// "ane" or "gpu"; ParseDevice throws UsageError that lists them.
std::string_view NameOf(Device device);
Device ParseDevice(std::string_view name);

// Those of one engine, in their order.
std::vector<Device> ParseDevices(std::span<const std::string> names);

// The devices of one engine as a part of a cell's id: "ane", "gpu+ane".
std::string JoinDevices(std::span<const std::string> devices);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_ENGINE_DEVICE_H_
