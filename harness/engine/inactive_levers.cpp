#include "harness/engine/inactive_levers.h"

#include <algorithm>
#include <string_view>

namespace tidemark::harness {
namespace {

// Why `lever` does nothing; empty if it does something.
std::string_view ReasonFor(Lever lever, bool has_ane, bool has_gpu) {
  switch (lever) {
    case Lever::kReleaseWeights:
    case Lever::kMetadataOnlyLoad:
      return has_gpu ? "the engine keeps its float weights for its GPU" : "";
    case Lever::kWeightViews:
    case Lever::kLayerStreaming:
      return has_ane ? "" : "nothing is converted for a GPU";
    case Lever::kMapWeights:
      return has_ane ? "" : "no package is opened for a GPU";
    case Lever::kStreamGzip:
    case Lever::kReturnFreed:
      return "";
  }
  return "";
}

}  // namespace

std::vector<InactiveLever> InactiveLevers(const LeverSet& levers, std::span<const Device> devices) {
  std::vector<InactiveLever> inactive;
  if (devices.empty()) return inactive;
  const bool has_ane = std::ranges::find(devices, Device::kAne) != devices.end();
  const bool has_gpu = std::ranges::find(devices, Device::kGpu) != devices.end();
  for (const LeverInfo& info : Levers()) {
    if (!levers.Has(info.lever)) continue;
    const std::string_view reason = ReasonFor(info.lever, has_ane, has_gpu);
    if (reason.empty()) continue;
    inactive.push_back({.lever = std::string(info.id), .reason = std::string(reason)});
  }
  return inactive;
}

}  // namespace tidemark::harness
