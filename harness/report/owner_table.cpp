#include "harness/report/owner_table.h"

#include <algorithm>
#include <array>
#include <string>

namespace tidemark::harness {
namespace {

constexpr std::array<Lever, 1> kViews = {Lever::kWeightViews};
constexpr std::array<Lever, 1> kStreaming = {Lever::kStreamGzip};
constexpr std::array<Lever, 2> kNoEngineWeights = {Lever::kReleaseWeights,
                                                   Lever::kMetadataOnlyLoad};
constexpr std::array<Lever, 1> kLayers = {Lever::kLayerStreaming};
constexpr std::array<Lever, 1> kMapping = {Lever::kMapWeights};
constexpr std::array<Lever, 1> kReturning = {Lever::kReturnFreed};

constexpr auto kOwners = std::to_array<OwnerInfo>({
    {"parsed weights", "the converter's network in float32", kLayers},
    {"derived tensors", "tables of rotary angles that the package needs and no file holds",
     kLayers},
    {"builder's copy", "the weights again, in the program's builder", kViews},
    {"listed copy", "the weights again, in the list taken out of the builder", kViews},
    {"serializer's copy", "the weights again, in the list that is written", kViews},
    {"inflated file", "the whole network file, inflated", kStreaming},
    {"inflation window", "what the file is inflated through", {}},
    {"inflation windows", "what the file is inflated through, ahead of its reader", {}},
    {"staging", "the tensor that is being brought to its final layout", {}},
    {"MIL program", "the program of the package, being built", {}},
    {"network description", "layers, shapes and names, without the weights", {}},
    {"engine weights", "the engine's network in float32", kNoEngineWeights},
    {"package weights", "the package's weights in the heap", kMapping},
    {"package map", "pages of the mapped weight file, which the system can take back", {}},
    {"decoded model", "the package's model as its file has it", {}},
    {"runtime program", "the program as the runtime holds it, without weights", {}},
    {"activations", "values of an evaluation", {}},
    {"device weights", "the weights again, in buffers of a GPU that shares this memory", {}},
    {"device activations", "the rest of those buffers", {}},
    {"positions", "the positions to evaluate", {}},
    {"allocator slack", "freed, and kept by the allocator", kReturning},
    {"program", "code and data of the program and its libraries that were touched", {}},
});

// "load, convert" has "load".
bool ActsIn(const LeverInfo& info, std::string_view phase) {
  std::string_view rest = info.phases;
  while (!rest.empty()) {
    const size_t end = rest.find(", ");
    if (rest.substr(0, end) == phase) return true;
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
  }
  return false;
}

}  // namespace

std::span<const OwnerInfo> KnownOwners() { return kOwners; }

const OwnerInfo* FindOwner(std::string_view name) {
  const auto found = std::ranges::find(kOwners, name, &OwnerInfo::name);
  return found != kOwners.end() ? &*found : nullptr;
}

const LeverInfo* LeverAgainst(const OwnerInfo& owner, std::string_view phase,
                              const LeverSet& levers) {
  for (const Lever lever : owner.reduced_by) {
    if (!levers.Applies(lever) && ActsIn(InfoOf(lever), phase)) return &InfoOf(lever);
  }
  return nullptr;
}

}  // namespace tidemark::harness
