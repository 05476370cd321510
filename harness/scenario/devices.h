#ifndef TIDEMARK_HARNESS_SCENARIO_DEVICES_H_
#define TIDEMARK_HARNESS_SCENARIO_DEVICES_H_

#include <span>
#include <string>
#include <string_view>

namespace tidemark::harness {

// A device that an engine can be configured with.
struct DeviceInfo {
  // The name in scenarios and reports.
  std::string_view id;
  // What it is.
  std::string_view title;
  // This build can evaluate on it.
  bool built;
};

// Every device that scenarios may name.
std::span<const DeviceInfo> Devices();

// Throws UsageError that lists the ids when there is no device `id`.
const DeviceInfo& FindDevice(std::string_view id);

// Throws UsageError when this build cannot evaluate on a device.
void CheckBuilt(const DeviceInfo& device);

// The devices of one engine as a part of a cell's id: "ane", "gpu+ane".
std::string JoinDevices(std::span<const std::string> devices);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_DEVICES_H_
