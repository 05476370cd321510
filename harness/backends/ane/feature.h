#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_FEATURE_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_FEATURE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "converter/mil/proto/model.pb.h"
#include "harness/backends/ane/element_type.h"
#include "harness/backends/ane/program.h"

namespace tidemark::harness::ane {

// An input or output as the model's description has it.
struct Feature {
  std::string name = {};
  ElementType element = ElementType::kFloat32;
  // The sizes that each dimension may have; empty if the description does not say.
  std::vector<BatchRange> dimensions = {};
};

// Throws FormatError when the feature is no array of floats, or contradicts itself.
Feature ReadFeature(const coreml::FeatureDescription& description);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_FEATURE_H_
