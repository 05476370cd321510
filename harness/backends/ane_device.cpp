#include "harness/backends/ane_device.h"

#include "harness/backends/ane/ane_backend.h"

#if defined(__APPLE__)
#include <cstdlib>

#include "converter/error.h"
#include "harness/backends/coreml/coreml_backend.h"
#endif

namespace tidemark::harness {
namespace {

#if defined(__APPLE__)

bool Emulated() {
  const char* const wanted = std::getenv("TIDEMARK_ANE");
  const std::string_view value = wanted == nullptr ? "" : wanted;
  if (value == "emulated") return true;
  if (value.empty()) return false;
  throw UsageError("TIDEMARK_ANE is '" + std::string(value) + "'; accepted: emulated");
}

std::unique_ptr<Backend> OpenCoreMl(const std::filesystem::path& package,
                                    const AneOptions& options) {
  return std::make_unique<CoreMlBackend>(package, CoreMlOptions{.on_step = options.on_step});
}

#else

constexpr bool Emulated() { return true; }

// There is none.
std::unique_ptr<Backend> OpenCoreMl(const std::filesystem::path&, const AneOptions&) {
  return nullptr;
}

#endif

}  // namespace

AneDevice AneDeviceHere() {
  if (Emulated()) return {.title = "the MIL runtime, in half precision"};
  return {.title = "Apple Neural Engine, through Core ML", .emulated = false};
}

std::unique_ptr<Backend> OpenAne(const std::filesystem::path& package, const AneOptions& options) {
  if (!Emulated()) return OpenCoreMl(package, options);
  if (options.on_step) options.on_step("load");
  return std::make_unique<AneBackend>(package, options.emulation);
}

}  // namespace tidemark::harness
