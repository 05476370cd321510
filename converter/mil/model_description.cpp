#include "converter/mil/model_description.h"

#include "converter/mil/features.h"

namespace tidemark::converter {
namespace {

constexpr int kSpecification = 6;
// The first that has FLOAT16 inputs and outputs.
constexpr int kSpecificationWithHalfArrays = 7;
// The first that has opset CoreML8.
constexpr int kSpecificationWithAttention = 9;

int SpecificationOf(const ProgramOptions& options) {
  if (options.target == Target::kMacOs15) return kSpecificationWithAttention;
  return options.io_element() == mil::FLOAT16 ? kSpecificationWithHalfArrays : kSpecification;
}

coreml::ArrayDataType ArrayTypeOf(mil::DataType element) {
  return element == mil::FLOAT16 ? coreml::ARRAY_FLOAT16 : coreml::ARRAY_FLOAT32;
}

const char* PrecisionName(mil::DataType element) {
  return element == mil::FLOAT16 ? "FLOAT16" : "FLOAT32";
}

void AddRange(uint64_t lower, uint64_t upper, coreml::ShapeRange& ranges) {
  coreml::SizeRange& range = *ranges.add_sizeranges();
  range.set_lowerbound(lower);
  range.set_upperbound(static_cast<int64_t>(upper));
}

void DescribeInput(const Value& input, const ProgramOptions& options,
                   coreml::FeatureDescription& feature) {
  feature.set_name(input.name);
  coreml::ArrayFeatureType& array = *feature.mutable_type()->mutable_multiarraytype();
  array.set_datatype(ArrayTypeOf(input.type.element));
  for (const Dimension& dimension : input.type.shape) {
    array.add_shape(static_cast<int64_t>(dimension.value_or(options.min_batch)));
  }
  if (options.fixed_batch()) return;
  coreml::ShapeRange& ranges = *array.mutable_shaperange();
  for (const Dimension& dimension : input.type.shape) {
    AddRange(dimension.value_or(options.min_batch), dimension.value_or(options.max_batch), ranges);
  }
}

// Without a shape: it follows from the program.
void DescribeOutput(const std::string& name, const ProgramOptions& options,
                    coreml::FeatureDescription& feature) {
  feature.set_name(name);
  feature.mutable_type()->mutable_multiarraytype()->set_datatype(ArrayTypeOf(options.io_element()));
}

void DescribeMetadata(const Network& network, const ProgramOptions& options,
                      const ModelTexts& texts, coreml::Metadata& metadata) {
  metadata.set_shortdescription(!texts.description.empty()
                                    ? texts.description
                                    : "KataGo - " + std::to_string(network.trunk.blocks.size()) +
                                          " blocks, " + std::to_string(network.trunk.channels) +
                                          " channels");
  metadata.set_versionstring(network.name);
  metadata.set_author(texts.author);
  metadata.set_license(texts.license);
  auto& defined = *metadata.mutable_userdefined();
  defined["board_x_size"] = std::to_string(options.width);
  defined["board_y_size"] = std::to_string(options.height);
  defined["model_version"] = std::to_string(network.version);
  if (network.metadata_encoder_version > 0) {
    defined["meta_encoder_version"] = std::to_string(network.metadata_encoder_version);
  }
  defined["optimize_identity_mask"] = options.identity_mask ? "true" : "false";
  defined["compute_precision"] = PrecisionName(options.element());
  defined["io_precision"] = PrecisionName(options.io_element());
  defined["converter"] = "tidemark";
  defined["converter_version"] = TIDEMARK_VERSION;
}

}  // namespace

coreml::Model DescribeModel(const Network& network, const ProgramOptions& options,
                            const ModelTexts& texts) {
  coreml::Model model;
  model.set_specificationversion(SpecificationOf(options));
  coreml::ModelDescription& description = *model.mutable_description();
  for (const Value& input : InputFeatures(network, options)) {
    DescribeInput(input, options, *description.add_input());
  }
  for (const std::string& output : OutputNames()) {
    DescribeOutput(output, options, *description.add_output());
  }
  DescribeMetadata(network, options, texts, *description.mutable_metadata());
  return model;
}

}  // namespace tidemark::converter
