#ifndef TIDEMARK_HARNESS_BACKENDS_PACKAGE_INTERFACE_H_
#define TIDEMARK_HARNESS_BACKENDS_PACKAGE_INTERFACE_H_

#include <cstddef>
#include <vector>

#include "harness/backends/backend.h"
#include "reference/inputs/network_inputs.h"

namespace tidemark::harness {

// What the inputs and outputs of a network's package are called, for every backend that runs one.
inline constexpr char kSpatialInput[] = "spatial_input";
inline constexpr char kGlobalInput[] = "global_input";
inline constexpr char kMaskInput[] = "input_mask";
inline constexpr char kMetadataInput[] = "meta_input";

inline constexpr char kPolicyOutput[] = "policy_p2_conv";
inline constexpr char kPassOutput[] = "policy_pass";
inline constexpr char kValueOutput[] = "value_v3_bias";
inline constexpr char kOwnershipOutput[] = "value_ownership_conv";
inline constexpr char kScoreOutput[] = "value_sv3_bias";

// Throws UsageError unless `inputs` are what a package takes that is described by `info`.
void CheckInputs(const BackendInfo& info, const reference::NetworkInputs& inputs);

// The masks of `batch` positions of `area` points: channel 0 of their spatial features.
std::vector<float> MasksOf(const std::vector<float>& spatial, size_t area, size_t batch);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_PACKAGE_INTERFACE_H_
