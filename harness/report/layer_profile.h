#ifndef TIDEMARK_HARNESS_REPORT_LAYER_PROFILE_H_
#define TIDEMARK_HARNESS_REPORT_LAYER_PROFILE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/measure/backend_profile.h"
#include "harness/measure/sample.h"

namespace tidemark::harness {

// What one layer of a network, or several of them together, cost in one evaluation, on average
// where evaluations differ.
struct ProfiledLayer {
  // "ane", "gpu"; empty where there is one backend, known from elsewhere.
  std::string backend = {};
  // The layer's name, and what is done there: see reference::LayerCost.
  std::string layer = {};
  std::string operation = {};
  double calls = 0;
  double wall_s = 0;
  // Multiplications and additions; 0 where the layer is no product.
  double operations = 0;
  uint64_t weight_bytes = 0;
  uint64_t activation_bytes = 0;
};

// 10^9 operations per second; absent where there are none, or no time.
std::optional<double> GflopPerSecond(const ProfiledLayer& layer);

// What each layer of a network costs.
struct LayerProfile {
  // Processes and their evaluations that the times are of.
  uint64_t samples = 0;
  uint64_t evaluations = 0;
  // In the order of evaluation, backend after backend. A time is the median over the samples.
  std::vector<ProfiledLayer> layers = {};
};

// Of one process. Costs of `evaluations`, which are more than none.
LayerProfile ProfileOf(std::span<const reference::LayerCost> costs, uint64_t evaluations,
                       const std::string& backend = "");
// The same of all backends that can tell; without layers if none can.
LayerProfile ProfileOf(std::span<const BackendProfile> backends);

// Do the two tell of the same layers, whatever their times?
bool SameLayers(const LayerProfile& a, const LayerProfile& b);

// Sets the times, and what they are of, to those of the samples that have them for as many layers.
void SummariseProfile(std::span<const Sample> samples, LayerProfile& profile);

// All layers together.
ProfiledLayer TotalOf(std::span<const ProfiledLayer> layers);

// Layers of one backend that do the same together, those that took longest first; `layer` is empty.
std::vector<ProfiledLayer> ByOperation(const LayerProfile& profile);

// All layers, those that took longest first.
std::vector<ProfiledLayer> ByTime(const LayerProfile& profile);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_LAYER_PROFILE_H_
