#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_DEVICE_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_DEVICE_H_

#include <string>

namespace tidemark::harness {

// What the device `ane` is on this system.
struct AneDevice {
  // "Core ML on CPU and Neural Engine", "MIL runtime, half precision".
  std::string title = {};
  // Imitated in software.
  bool emulated = true;
};
AneDevice AneDeviceHere();

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_DEVICE_H_
