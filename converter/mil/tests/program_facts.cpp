#include "converter/mil/tests/program_facts.h"

#include <set>

namespace tidemark::testing {

const mil::Block& MainBlock(const coreml::Model& model) {
  const mil::Function& function = model.mlprogram().functions().at("main");
  return function.block_specializations().at(function.opset());
}

std::vector<std::string> Signatures(const coreml::Model& model) {
  std::vector<std::string> signatures;
  for (const mil::Operation& operation : MainBlock(model).operations()) {
    if (operation.type() == "const") continue;
    std::set<std::string> parameters;
    for (const auto& [parameter, argument] : operation.inputs()) parameters.insert(parameter);
    std::string line = operation.type() + "(";
    for (const std::string& parameter : parameters) line += parameter + ",";
    const mil::TensorType& type = operation.outputs(0).type().tensortype();
    line += ") " + std::to_string(type.datatype());
    for (const mil::Dimension& dimension : type.dimensions()) {
      line += dimension.has_constant() ? " " + std::to_string(dimension.constant().size()) : " ?";
    }
    signatures.push_back(line);
  }
  return signatures;
}

std::map<std::string, int> CountOperations(const coreml::Model& model) {
  std::map<std::string, int> counts;
  for (const mil::Operation& operation : MainBlock(model).operations()) ++counts[operation.type()];
  return counts;
}

std::vector<uint64_t> WeightOffsets(const coreml::Model& model) {
  std::vector<uint64_t> offsets;
  for (const mil::Operation& operation : MainBlock(model).operations()) {
    const auto value = operation.attributes().find("val");
    if (value == operation.attributes().end() || !value->second.has_blobfilevalue()) continue;
    offsets.push_back(value->second.blobfilevalue().offset());
  }
  return offsets;
}

}  // namespace tidemark::testing
