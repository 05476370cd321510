#include "harness/engine/levers.h"

#include <array>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

constexpr std::array<LeverInfo, kLeverCount> kLevers = {{
    {.lever = Lever::kWeightViews,
     .id = "weight_views",
     .title = "Weights as views",
     .on = "the program refers to the parsed weights; only derived tensors are owned",
     .off = "each tensor is copied into the builder, the builder's list is copied out, and that "
            "copy is copied again for the serializer",
     .phases = "convert",
     .applies = "always",
     .in_converter = true},
    {.lever = Lever::kStreamGzip,
     .id = "stream_gzip",
     .title = "Streamed gzip",
     .on = "the file is inflated through a bounded window",
     .off = "the whole file is inflated into memory; the converter keeps it until conversion ends, "
            "the engine until its network is parsed",
     .phases = "load, convert",
     .applies = "always",
     .in_converter = true},
    {.lever = Lever::kReleaseWeights,
     .id = "release_weights",
     .title = "Released weights",
     .on = "the engine's float weights are freed at the first handle's creation, before its "
           "conversion",
     .off = "the engine keeps its weights for life",
     .phases = "release, convert, open, warmup, evaluate, idle",
     .applies = "when every configured device is an ANE",
     .in_converter = false},
}};

}  // namespace

std::span<const LeverInfo> Levers() { return kLevers; }

const LeverInfo& InfoOf(Lever lever) { return kLevers[static_cast<size_t>(lever)]; }

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

LeverSet ParseLevers(std::span<const std::string> ids, const std::string& key) {
  LeverSet set;
  for (const std::string& id : ids) {
    if (id == "none" && ids.size() == 1) return set;
    if (id == "seed" && ids.size() == 1) return SeedLevers();
    bool known = false;
    for (const LeverInfo& info : kLevers) {
      if (info.id != id) continue;
      set.Add(info.lever);
      known = true;
    }
    if (known) continue;
    std::string names;
    for (const LeverInfo& info : kLevers) names += std::string(info.id) + ", ";
    throw UsageError("unknown lever " + converter::Quoted(id) + "; known are " + names +
                         "or alone `none` or `seed`",
                     {.key = key});
  }
  return set;
}

}  // namespace tidemark::harness
