#include "harness/report/layer_profile.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "harness/measure/statistics.h"

namespace tidemark::harness {
namespace {

void Add(const ProfiledLayer& other, ProfiledLayer& sum) {
  sum.calls += other.calls;
  sum.wall_s += other.wall_s;
  sum.operations += other.operations;
  sum.weight_bytes += other.weight_bytes;
  sum.activation_bytes += other.activation_bytes;
}

void SortByTime(std::vector<ProfiledLayer>& layers) {
  std::ranges::stable_sort(
      layers, [](const ProfiledLayer& a, const ProfiledLayer& b) { return a.wall_s > b.wall_s; });
}

}  // namespace

std::optional<double> GflopPerSecond(const ProfiledLayer& layer) {
  if (layer.operations <= 0 || layer.wall_s <= 0) return std::nullopt;
  return layer.operations / layer.wall_s / 1e9;
}

LayerProfile ProfileOf(std::span<const reference::LayerCost> costs, uint64_t evaluations,
                       const std::string& backend) {
  LayerProfile profile = {.samples = 1, .evaluations = evaluations};
  const auto count = static_cast<double>(evaluations);
  for (const reference::LayerCost& cost : costs) {
    profile.layers.push_back({.backend = backend,
                              .layer = cost.layer,
                              .operation = cost.operation,
                              .calls = static_cast<double>(cost.calls) / count,
                              .wall_s = cost.seconds / count,
                              .operations = cost.operations / count,
                              .weight_bytes = cost.weight_bytes,
                              .activation_bytes = cost.activation_bytes / evaluations});
  }
  return profile;
}

LayerProfile ProfileOf(std::span<const BackendProfile> backends) {
  LayerProfile profile = {.samples = 1};
  for (const BackendProfile& backend : backends) {
    if (!backend.known || backend.evaluations == 0) continue;
    LayerProfile one = ProfileOf(backend.layers, backend.evaluations, backend.backend);
    // Every backend of an engine evaluates as often.
    profile.evaluations = one.evaluations;
    std::ranges::move(one.layers, std::back_inserter(profile.layers));
  }
  return profile;
}

bool SameLayers(const LayerProfile& a, const LayerProfile& b) {
  return std::ranges::equal(
      a.layers, b.layers, [](const ProfiledLayer& one, const ProfiledLayer& other) {
        return one.backend == other.backend && one.layer == other.layer &&
               one.operation == other.operation && one.operations == other.operations &&
               one.weight_bytes == other.weight_bytes &&
               one.activation_bytes == other.activation_bytes;
      });
}

void SummariseProfile(std::span<const Sample> samples, LayerProfile& profile) {
  profile.samples = 0;
  profile.evaluations = 0;
  std::vector<std::vector<double>> times(profile.layers.size());
  for (const Sample& sample : samples) {
    if (!sample.profile || sample.profile->wall_s.size() != profile.layers.size()) continue;
    ++profile.samples;
    profile.evaluations += sample.profile->evaluations;
    for (size_t i = 0; i < times.size(); ++i) times[i].push_back(sample.profile->wall_s[i]);
  }
  for (size_t i = 0; i < times.size(); ++i) {
    const auto summary = Summarise(times[i]);
    profile.layers[i].wall_s = summary.has_value() ? summary->median : 0;
  }
}

ProfiledLayer TotalOf(std::span<const ProfiledLayer> layers) {
  ProfiledLayer total;
  for (const ProfiledLayer& layer : layers) Add(layer, total);
  return total;
}

std::vector<ProfiledLayer> ByOperation(const LayerProfile& profile) {
  std::vector<ProfiledLayer> operations;
  std::map<std::pair<std::string, std::string>, size_t> places;
  for (const ProfiledLayer& layer : profile.layers) {
    const auto [place, is_new] =
        places.try_emplace({layer.backend, layer.operation}, operations.size());
    if (is_new) operations.push_back({.backend = layer.backend, .operation = layer.operation});
    Add(layer, operations[place->second]);
  }
  SortByTime(operations);
  return operations;
}

std::vector<ProfiledLayer> ByTime(const LayerProfile& profile) {
  std::vector<ProfiledLayer> layers = profile.layers;
  SortByTime(layers);
  return layers;
}

}  // namespace tidemark::harness
