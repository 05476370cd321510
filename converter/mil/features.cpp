#include "converter/mil/features.h"

namespace tidemark::converter {

std::vector<Value> InputFeatures(const Network& network, const ProgramOptions& options) {
  const mil::DataType element = options.io_element();
  const Dimension batch = options.batch();
  const auto channels = [](int count) { return Dimension(static_cast<uint64_t>(count)); };
  std::vector<Value> inputs = {
      {kSpatialInput,
       {element, {batch, channels(network.spatial_channels), options.height, options.width}}},
      {kGlobalInput, {element, {batch, channels(network.global_channels)}}},
      {kMaskInput, {element, {batch, 1, options.height, options.width}}},
  };
  if (network.has_metadata()) {
    const int metadata = network.trunk.metadata_encoder->in_channels;
    inputs.push_back({kMetadataInput, {element, {batch, channels(metadata)}}});
  }
  return inputs;
}

std::vector<std::string> OutputNames() {
  return {kPolicyOutput, kPassOutput, kValueOutput, kOwnershipOutput, kScoreOutput};
}

}  // namespace tidemark::converter
