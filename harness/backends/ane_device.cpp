#include "harness/backends/ane_device.h"

#include "harness/backends/ane/ane_backend.h"

#if defined(__APPLE__)
#include <array>
#include <cstdlib>

#include "converter/error.h"
#include "harness/backends/coreml/coreml_backend.h"
#endif

namespace tidemark::harness {
namespace {

#if defined(__APPLE__)

// A value of TIDEMARK_ANE.
struct Choice {
  std::string_view name;
  ComputeUnits units = ComputeUnits::kCpuAndNeuralEngine;
  std::string_view title;
};

constexpr std::string_view kEmulated = "emulated";
constexpr auto kChoices = std::to_array<Choice>({
    {"ane", ComputeUnits::kCpuAndNeuralEngine, "Core ML, CPU and Neural Engine"},
    {"gpu", ComputeUnits::kCpuAndGpu, "Core ML, CPU and GPU"},
    {"all", ComputeUnits::kAll, "Core ML, all units"},
    {"cpu", ComputeUnits::kCpuOnly, "Core ML, CPU only"},
});

std::string_view Wanted() {
  const char* const wanted = std::getenv("TIDEMARK_ANE");
  return wanted == nullptr || *wanted == '\0' ? kChoices.front().name : wanted;
}

bool Emulated() { return Wanted() == kEmulated; }

const Choice& Chosen() {
  std::string known(kEmulated);
  for (const Choice& choice : kChoices) {
    if (choice.name == Wanted()) return choice;
    known += ", " + std::string(choice.name);
  }
  throw UsageError("TIDEMARK_ANE is '" + std::string(Wanted()) + "'; accepted: " + known);
}

std::string CoreMlTitle() { return std::string(Chosen().title); }

std::unique_ptr<Backend> OpenCoreMl(const std::filesystem::path& package,
                                    const AneOptions& options) {
  return std::make_unique<CoreMlBackend>(
      package, CoreMlOptions{.units = Chosen().units, .on_step = options.on_step});
}

#else

constexpr bool Emulated() { return true; }

// There is none.
std::string CoreMlTitle() { return {}; }

std::unique_ptr<Backend> OpenCoreMl(const std::filesystem::path&, const AneOptions&) {
  return nullptr;
}

#endif

}  // namespace

AneDevice AneDeviceHere() {
  if (Emulated()) return {.title = "the MIL runtime, in half precision"};
  return {.title = CoreMlTitle(), .emulated = false};
}

std::unique_ptr<Backend> OpenAne(const std::filesystem::path& package, const AneOptions& options) {
  if (!Emulated()) return OpenCoreMl(package, options);
  if (options.on_step) options.on_step("load");
  return std::make_unique<AneBackend>(package, options.emulation);
}

}  // namespace tidemark::harness
