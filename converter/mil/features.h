#ifndef TIDEMARK_CONVERTER_MIL_FEATURES_H_
#define TIDEMARK_CONVERTER_MIL_FEATURES_H_

#include <string>
#include <vector>

#include "converter/mil/program_options.h"
#include "converter/mil/value.h"
#include "converter/network/network.h"

namespace tidemark::converter {

// The inputs and outputs that KataGo expects a model to have, by name; all outputs are raw.

inline constexpr char kSpatialInput[] = "spatial_input";  // [N, 22, H, W]
inline constexpr char kGlobalInput[] = "global_input";    // [N, 19]
inline constexpr char kMaskInput[] = "input_mask";        // [N, 1, H, W]
inline constexpr char kMetadataInput[] = "meta_input";    // [N, 192]

inline constexpr char kPolicyOutput[] = "policy_p2_conv";           // [N, K, H, W]
inline constexpr char kPassOutput[] = "policy_pass";                // [N, K]
inline constexpr char kValueOutput[] = "value_v3_bias";             // [N, 3]
inline constexpr char kOwnershipOutput[] = "value_ownership_conv";  // [N, 1, H, W]
inline constexpr char kScoreOutput[] = "value_sv3_bias";            // [N, 4 or 6]

// The inputs of a network's model with their types, in the order of function and description.
std::vector<Value> InputFeatures(const Network& network, const ProgramOptions& options);

// The names of the outputs, in order.
std::vector<std::string> OutputNames();

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_FEATURES_H_
