#include "harness/cli/inspect_package.h"

#include <algorithm>
#include <string_view>

#include "converter/error.h"
#include "converter/io/sha256.h"
#include "converter/mil/proto/mil.pb.h"
#include "converter/mil/proto/model.pb.h"
#include "converter/package/package_reader.h"
#include "harness/backends/ane/model_decoder.h"
#include "harness/cli/text.h"

namespace tidemark::harness {
namespace {

std::string ArrayTypeName(coreml::ArrayDataType type) {
  switch (type) {
    case coreml::ARRAY_FLOAT16:
      return "float16";
    case coreml::ARRAY_FLOAT32:
      return "float32";
    case coreml::ARRAY_DOUBLE:
      return "float64";
    case coreml::ARRAY_INT8:
      return "int8";
    case coreml::ARRAY_INT32:
      return "int32";
    default:
      return "type " + std::to_string(static_cast<int>(type));
  }
}

std::string ElementTypeName(mil::DataType type) {
  switch (type) {
    case mil::FLOAT16:
      return "float16";
    case mil::FLOAT32:
      return "float32";
    default:
      return "type " + std::to_string(static_cast<int>(type));
  }
}

// The block of function `main` for its opset.
const mil::Block& MainBlock(const coreml::Model& model, const converter::PackageReader& reader,
                            std::string& opset) {
  const auto& functions = model.mlprogram().functions();
  const auto main = functions.find("main");
  if (!model.has_mlprogram() || main == functions.end()) {
    throw FormatError("the model has no ML program with a function 'main'",
                      {.file = reader.model_file().string()});
  }
  opset = main->second.opset();
  const auto block = main->second.block_specializations().find(opset);
  if (block == main->second.block_specializations().end()) {
    throw FormatError("'main' has no block for its opset '" + opset + "'",
                      {.file = reader.model_file().string()});
  }
  return block->second;
}

uint64_t ElementBytes(mil::DataType type) { return type == mil::FLOAT16 ? 2 : 4; }

InspectedPackage::Feature FeatureOf(const coreml::FeatureDescription& description) {
  const coreml::ArrayFeatureType& array = description.type().multiarraytype();
  InspectedPackage::Feature feature = {.name = description.name(),
                                       .type = ArrayTypeName(array.datatype())};
  feature.shape.assign(array.shape().begin(), array.shape().end());
  for (const coreml::SizeRange& range : array.shaperange().sizeranges()) {
    feature.range.emplace_back(static_cast<int64_t>(range.lowerbound()), range.upperbound());
  }
  return feature;
}

void AddWeight(const mil::Operation& operation, InspectedPackage& inspected) {
  const auto value = operation.attributes().find("val");
  if (operation.type() != "const" || value == operation.attributes().end() ||
      !value->second.has_blobfilevalue() || operation.outputs_size() != 1) {
    return;
  }
  const mil::TensorType& type = value->second.type().tensortype();
  InspectedPackage::Weight weight = {.name = operation.outputs(0).name(),
                                     .type = ElementTypeName(type.datatype()),
                                     .offset = value->second.blobfilevalue().offset()};
  weight.bytes = ElementBytes(type.datatype());
  for (const mil::Dimension& dimension : type.dimensions()) {
    weight.shape.push_back(dimension.constant().size());
    weight.bytes *= dimension.constant().size();
  }
  inspected.weights.push_back(std::move(weight));
}

template <typename Integer>
std::string ShapeText(const std::vector<Integer>& shape) {
  std::string text;
  for (const Integer size : shape) text += (text.empty() ? "" : "x") + std::to_string(size);
  return text;
}

std::string RangeText(const InspectedPackage::Feature& feature) {
  std::string text;
  for (const auto& [low, high] : feature.range) {
    if (low == high) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(low) + " to " +
            (high < 0 ? "any" : std::to_string(high));
  }
  return text;
}

nlohmann::json FeatureJson(const InspectedPackage::Feature& feature) {
  nlohmann::json json = {{"name", feature.name}, {"type", feature.type}, {"shape", feature.shape}};
  if (!feature.range.empty()) json["shape_range"] = feature.range;
  return json;
}

}  // namespace

bool IsPackage(const std::filesystem::path& path) { return std::filesystem::is_directory(path); }

InspectedPackage InspectPackage(const std::filesystem::path& package) {
  const converter::PackageReader reader(package);
  const ane::DecodedModel decoded(reader);
  const coreml::Model& model = decoded.model();
  InspectedPackage inspected;
  inspected.specification_version = model.specificationversion();
  for (const auto& input : model.description().input())
    inspected.inputs.push_back(FeatureOf(input));
  for (const auto& output : model.description().output()) {
    inspected.outputs.push_back(FeatureOf(output));
  }
  const coreml::Metadata& metadata = model.description().metadata();
  inspected.metadata.insert(metadata.userdefined().begin(), metadata.userdefined().end());
  for (const auto& [key, value] :
       {std::pair{"shortDescription", metadata.shortdescription()},
        std::pair{"versionString", metadata.versionstring()},
        std::pair{"author", metadata.author()}, std::pair{"license", metadata.license()}}) {
    if (!value.empty()) inspected.metadata[key] = value;
  }
  const mil::Block& block = MainBlock(model, reader, inspected.opset);
  std::string weight_file;
  for (const mil::Operation& operation : block.operations()) {
    ++inspected.operations[operation.type()];
    AddWeight(operation, inspected);
    const auto value = operation.attributes().find("val");
    if (value != operation.attributes().end() && value->second.has_blobfilevalue()) {
      weight_file = value->second.blobfilevalue().filename();
    }
  }
  inspected.model_bytes = std::filesystem::file_size(reader.model_file());
  inspected.model_sha256 = converter::ToHex(converter::Sha256OfFile(reader.model_file()));
  if (!weight_file.empty()) {
    const std::filesystem::path file = reader.WeightFile(weight_file);
    inspected.weight_bytes = std::filesystem::file_size(file);
    inspected.weight_sha256 = converter::ToHex(converter::Sha256OfFile(file));
  }
  return inspected;
}

nlohmann::json ToJson(const InspectedPackage& inspected, Detail detail) {
  nlohmann::json json = {{"kind", "tidemark.inspect"},
                         {"what", "package"},
                         {"specification_version", inspected.specification_version},
                         {"opset", inspected.opset},
                         {"metadata", inspected.metadata},
                         {"operations", inspected.operations},
                         {"model_bytes", inspected.model_bytes},
                         {"weight_bytes", inspected.weight_bytes},
                         {"model_sha256", inspected.model_sha256},
                         {"weight_bin_sha256", inspected.weight_sha256},
                         {"inputs", nlohmann::json::array()},
                         {"outputs", nlohmann::json::array()}};
  for (const auto& feature : inspected.inputs) json["inputs"].push_back(FeatureJson(feature));
  for (const auto& feature : inspected.outputs) json["outputs"].push_back(FeatureJson(feature));
  if (detail != Detail::kEverything) return json;
  json["weights"] = nlohmann::json::array();
  for (const InspectedPackage::Weight& weight : inspected.weights) {
    json["weights"].push_back({{"name", weight.name},
                               {"type", weight.type},
                               {"shape", weight.shape},
                               {"offset", weight.offset},
                               {"bytes", weight.bytes}});
  }
  return json;
}

std::string ToText(const InspectedPackage& inspected, Detail detail) {
  std::string text = "Core ML package, specification " +
                     std::to_string(inspected.specification_version) + ", opset " +
                     inspected.opset + "\n\n";
  std::vector<std::vector<std::string>> rows = {{"", "NAME", "TYPE", "SHAPE", "RANGE"}};
  for (const auto& feature : inspected.inputs) {
    rows.push_back(
        {"input", feature.name, feature.type, ShapeText(feature.shape), RangeText(feature)});
  }
  for (const auto& feature : inspected.outputs) {
    rows.push_back(
        {"output", feature.name, feature.type, ShapeText(feature.shape), RangeText(feature)});
  }
  text += FormatTable(rows, {false, false, false, false, false}) + "\n";
  rows.clear();
  for (const auto& [key, value] : inspected.metadata) rows.push_back({key, value});
  rows.push_back(
      {"model", WithCommas(inspected.model_bytes) + " bytes, sha256 " + inspected.model_sha256});
  if (!inspected.weight_sha256.empty()) {
    rows.push_back({"weights", WithCommas(inspected.weight_bytes) + " bytes, sha256 " +
                                   inspected.weight_sha256});
  }
  text += FormatTable(rows, {false, false}) + "\n";
  rows = {{"OPERATION", "COUNT"}};
  uint64_t total = 0;
  for (const auto& [type, count] : inspected.operations) {
    rows.push_back({type, WithCommas(count)});
    total += count;
  }
  rows.push_back({"all", WithCommas(total)});
  text += FormatTable(rows, {false, true});
  if (detail != Detail::kEverything) return text;
  rows = {{"WEIGHT", "TYPE", "SHAPE", "OFFSET", "BYTES"}};
  for (const InspectedPackage::Weight& weight : inspected.weights) {
    rows.push_back({weight.name, weight.type, ShapeText(weight.shape), WithCommas(weight.offset),
                    WithCommas(weight.bytes)});
  }
  return text + "\n" + FormatTable(rows, {false, false, false, true, true});
}

}  // namespace tidemark::harness
