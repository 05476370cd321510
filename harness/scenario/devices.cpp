#include "harness/scenario/devices.h"

#include <array>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

constexpr auto kDevices = std::to_array<DeviceInfo>({
    {"ane", "Apple Neural Engine: runs the converted package, half precision", true},
    {"gpu", "graphics processor: runs the network's own weights", false},
});

}  // namespace

std::span<const DeviceInfo> Devices() { return kDevices; }

const DeviceInfo& FindDevice(std::string_view id) {
  std::string known;
  for (const DeviceInfo& device : kDevices) {
    if (device.id == id) return device;
    known += (known.empty() ? "" : ", ") + std::string(device.id);
  }
  throw UsageError("unknown device " + converter::Quoted(id) + "; known are " + known);
}

void CheckBuilt(const DeviceInfo& device) {
  if (device.built) return;
  std::string built;
  for (const DeviceInfo& other : kDevices) {
    if (other.built) built += (built.empty() ? "" : ", ") + std::string(other.id);
  }
  throw UsageError("this build has no " + std::string(device.id) + " backend; it has " + built);
}

std::string JoinDevices(std::span<const std::string> devices) {
  std::string joined;
  for (const std::string& device : devices) joined += (joined.empty() ? "" : "+") + device;
  return joined;
}

}  // namespace tidemark::harness
