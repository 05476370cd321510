#include "harness/engine/device.h"

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {

std::string_view NameOf(Device device) { return device == Device::kAne ? "ane" : "gpu"; }

Device ParseDevice(std::string_view name) {
  for (const Device device : {Device::kAne, Device::kGpu}) {
    if (NameOf(device) == name) return device;
  }
  throw UsageError("unknown device " + converter::Quoted(name) + "; known are ane, gpu");
}

std::vector<Device> ParseDevices(std::span<const std::string> names) {
  std::vector<Device> devices;
  for (const std::string& name : names) devices.push_back(ParseDevice(name));
  return devices;
}

std::string JoinDevices(std::span<const std::string> devices) {
  std::string joined;
  for (const std::string& device : devices) joined += (joined.empty() ? "" : "+") + device;
  return joined;
}

}  // namespace tidemark::harness
