#include "harness/engine/device.h"

namespace tidemark::harness {

std::string_view NameOf(Device device) { return device == Device::kAne ? "ane" : "gpu"; }

}  // namespace tidemark::harness
