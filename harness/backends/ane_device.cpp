#include "harness/backends/ane_device.h"

namespace tidemark::harness {

AneDevice AneDeviceHere() {
#if defined(__APPLE__)
  return {.title = "Apple Neural Engine, through Core ML", .emulated = false};
#else
  return {.title = "the MIL runtime, in half precision"};
#endif
}

}  // namespace tidemark::harness
