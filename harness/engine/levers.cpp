#include "harness/engine/levers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

constexpr std::array<Lever, 2> kImpliedByStreaming = {Lever::kWeightViews, Lever::kStreamGzip};
constexpr std::array<Lever, 1> kImpliedByMetadataOnly = {Lever::kReleaseWeights};

constexpr std::array<LeverInfo, kLeverCount> kLevers = {{
    {.lever = Lever::kWeightViews,
     .id = "weight_views",
     .title = "Weights as views",
     .on = "the program refers to the parsed weights; only derived tensors are owned",
     .off = "each tensor is copied into the builder, the builder's list is copied out, and that "
            "copy is copied again for the serializer",
     .implies = {},
     .phases = "convert",
     .applies = "always",
     .derived = "saves the copies of them, not the tables themselves",
     .in_converter = true},
    {.lever = Lever::kStreamGzip,
     .id = "stream_gzip",
     .title = "Streamed gzip",
     .on = "the file is inflated through a bounded window",
     .off = "the whole file is inflated into memory; the converter keeps it until conversion ends, "
            "the engine until its network is parsed",
     .implies = {},
     .phases = "load, convert",
     .applies = "always",
     .derived = "",
     .in_converter = true},
    {.lever = Lever::kReleaseWeights,
     .id = "release_weights",
     .title = "Released weights",
     .on = "the engine's float weights are freed at the first handle's creation, before its "
           "conversion",
     .off = "the engine keeps its weights for life",
     .implies = {},
     .phases = "release, convert, open, warmup, evaluate, idle",
     .applies = "when every configured device is an ANE",
     .derived = "",
     .in_converter = false},
    {.lever = Lever::kLayerStreaming,
     .id = "layer_streaming",
     .title = "Conversion layer by layer",
     .on = "each tensor goes from the file to its final place in the package and is gone",
     .off = "the network is parsed whole, then written",
     .implies = kImpliedByStreaming,
     .phases = "load, convert",
     .applies = "always",
     .derived = "writes them row by row, so that conversion never holds one",
     .in_converter = true},
    {.lever = Lever::kMetadataOnlyLoad,
     .id = "metadata_only_load",
     .title = "Shapes only",
     .on =
         "the engine loads the network's shapes; its weights are checked and dropped as they pass",
     .off = "the engine loads all weights before it knows whether it needs them",
     .implies = kImpliedByMetadataOnly,
     .phases = "load, release, convert, open, warmup, evaluate, idle",
     .applies = "when every configured device is an ANE",
     .derived = "",
     .in_converter = false},
    {.lever = Lever::kMapWeights,
     .id = "map_weights",
     .title = "Mapped weights",
     .on = "the runtime maps the package's weight file, whose pages the system can take back",
     .off = "the runtime reads the weight file into memory of its own",
     .implies = {},
     .phases = "open, warmup, evaluate, idle",
     .applies = "when the package is run by the emulation",
     .derived = "leaves them in the mapped weight file, whose pages the system can take back",
     .in_converter = false},
    {.lever = Lever::kReturnFreed,
     .id = "return_freed",
     .title = "Freed memory returned",
     .on = "large blocks are mapped one by one, whatever was freed before, and the heap is trimmed "
           "at the end of each phase that frees",
     .off = "the allocator keeps what is freed for later",
     .implies = {},
     .phases = "load, release, convert, open, warmup, evaluate, idle",
     .applies = "with glibc's allocator, and in part with that of macOS",
     .derived = "",
     .in_converter = false},
}};

constexpr std::array<std::pair<std::string_view, LeverSet (*)()>, 3> kNamedSets = {{
    {"none", [] { return LeverSet(); }},
    {"seed", SeedLevers},
    {"all", AllLevers},
}};

}  // namespace

std::span<const LeverInfo> Levers() { return kLevers; }

const LeverInfo& InfoOf(Lever lever) { return kLevers[static_cast<size_t>(lever)]; }

bool LeverSet::Applies(Lever lever) const {
  return std::ranges::any_of(kLevers, [&](const LeverInfo& info) {
    return Has(info.lever) &&
           (info.lever == lever || std::ranges::find(info.implies, lever) != info.implies.end());
  });
}

std::vector<std::string> LeverSet::ids() const {
  std::vector<std::string> result;
  for (const LeverInfo& info : kLevers) {
    if (Has(info.lever)) result.emplace_back(info.id);
  }
  return result;
}

LeverSet SeedLevers() {
  LeverSet set;
  set.Add(Lever::kWeightViews);
  set.Add(Lever::kStreamGzip);
  set.Add(Lever::kReleaseWeights);
  return set;
}

LeverSet AllLevers() {
  LeverSet set;
  for (const LeverInfo& info : kLevers) set.Add(info.lever);
  return set;
}

LeverSet AllWithout(Lever lever) {
  LeverSet set = AllLevers();
  set.Remove(lever);
  for (const LeverInfo& info : kLevers) {
    if (std::ranges::find(info.implies, lever) != info.implies.end()) set.Remove(info.lever);
  }
  return set;
}

std::vector<std::string> LeverSetNames() {
  std::vector<std::string> names;
  for (const auto& [name, make] : kNamedSets) names.emplace_back(name);
  return names;
}

LeverSet ParseLevers(std::span<const std::string> ids, const std::string& key) {
  if (ids.size() == 1) {
    for (const auto& [name, make] : kNamedSets) {
      if (ids[0] == name) return make();
    }
  }
  LeverSet set;
  for (const std::string& id : ids) {
    const auto info = std::ranges::find(kLevers, id, &LeverInfo::id);
    if (info != kLevers.end()) {
      set.Add(info->lever);
      continue;
    }
    std::string names;
    for (const LeverInfo& known : kLevers) names += std::string(known.id) + ", ";
    throw UsageError("unknown lever " + converter::Quoted(id) + "; known are " + names +
                         "or alone `none`, `seed` or `all`",
                     {.key = key});
  }
  return set;
}

}  // namespace tidemark::harness
