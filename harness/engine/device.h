#ifndef TIDEMARK_HARNESS_ENGINE_DEVICE_H_
#define TIDEMARK_HARNESS_ENGINE_DEVICE_H_

#include <string_view>

namespace tidemark::harness {

// What an engine evaluates on. The ANE runs a converted package; a GPU runs the engine's own float
// weights.
enum class Device { kAne, kGpu };

// "ane" or "gpu".
std::string_view NameOf(Device device);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_ENGINE_DEVICE_H_
