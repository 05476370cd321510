#include "harness/scenario/devices.h"

#include <array>

#include "converter/error.h"
#include "harness/scenario/strict_json.h"

namespace tidemark::harness {
namespace {

constexpr auto kDevices = std::to_array<DeviceInfo>({
    {"ane", "Apple Neural Engine: runs the converted package, half precision", true},
    {"gpu", "graphics processor: runs the network's own weights", false},
});

}  // namespace

std::span<const DeviceInfo> Devices() { return kDevices; }

void CheckDevice(std::string_view id) {
  std::string built;
  for (const DeviceInfo& device : kDevices) {
    if (device.built) built += (built.empty() ? "" : ", ") + std::string(device.id);
  }
  for (const DeviceInfo& device : kDevices) {
    if (device.id != id) continue;
    if (device.built) return;
    throw UsageError("this build has no " + std::string(id) + " backend; it has " + built);
  }
  throw UsageError("unknown device \"" + Printable(id) + "\"; known are " + built);
}

std::string JoinDevices(std::span<const std::string> devices) {
  std::string joined;
  for (const std::string& device : devices) joined += (joined.empty() ? "" : "+") + device;
  return joined;
}

}  // namespace tidemark::harness
