#include "harness/backends/ane/program_builder.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "converter/error.h"
#include "harness/backends/ane/feature.h"
#include "harness/backends/ane/literal.h"
#include "harness/backends/ane/op_registry.h"

namespace tidemark::harness::ane {
namespace {

// ", add, cast, ...".
std::string KnownOperations() {
  std::string names;
  for (const OpDefinition& definition : OpDefinitions()) {
    names += ", " + std::string(definition.name);
  }
  return names;
}

// Runs `action`, and puts the place into the errors that it throws. One that tells of a place in a
// weight file keeps it.
template <typename Action>
decltype(auto) At(const std::string& file, const std::string& place, Action action) {
  try {
    return action();
  } catch (const FormatError& error) {
    ErrorContext context = error.context();
    if (context.file.empty()) context.file = file;
    context.layer = place;
    throw FormatError(error.message(), std::move(context));
  }
}

int OpsetNumber(const std::string& opset) {
  for (int number = 5; number <= 8; ++number) {
    if (opset == "CoreML" + std::to_string(number)) return number;
  }
  throw FormatError("opset '" + opset + "' is not supported; CoreML5 to CoreML8 are");
}

class Builder {
 public:
  explicit Builder(WeightStore& weights) : weights_(weights) {}

  void AddInput(const mil::NamedValueType& input, const Feature& feature);
  void AddOperation(const mil::Operation& operation);
  void AddOutput(const std::string& name, const Feature& feature);

  int opset = 5;
  Program program;

 private:
  // A value of its own.
  Value& Define(TensorType type);
  // The same under a name that no other has.
  Value& Define(const std::string& name, TensorType type);
  const Value& Resolve(const mil::Binding& binding, const std::string& parameter);
  void AddConstant(const mil::Operation& operation);
  OpArguments Bind(const mil::Operation& operation, const OpDefinition& definition);
  void AddResults(const mil::Operation& operation, BuiltOp built);

  WeightStore& weights_;
  std::unordered_map<std::string, ValueId> by_name_;
};

Value& Builder::Define(TensorType type) {
  if (type.shape.size() > static_cast<size_t>(kMaxRank)) {
    throw FormatError("a result of rank " + std::to_string(type.shape.size()) + "; the limit is " +
                      std::to_string(kMaxRank));
  }
  // Counting checks the limit on elements.
  CountOf(type.shape);
  Value& value = program.values.emplace_back();
  value.id = static_cast<ValueId>(program.values.size() - 1);
  value.storage = value.id;
  value.type = std::move(type);
  return value;
}

Value& Builder::Define(const std::string& name, TensorType type) {
  Value& value = Define(std::move(type));
  if (name.empty()) throw FormatError("a value has no name");
  if (!by_name_.emplace(name, value.id).second) {
    throw FormatError("the name '" + name + "' is defined twice");
  }
  value.name = name;
  return value;
}

void Builder::AddInput(const mil::NamedValueType& input, const Feature& feature) {
  const DeclaredType declared = DeclaredTypeOf(input.type());
  if (declared.element != feature.element ||
      declared.dimensions.size() != feature.dimensions.size()) {
    throw FormatError("the function takes " + ToString(declared) +
                      ", and the description has another type or rank");
  }
  TensorType type{.element = declared.element};
  for (size_t i = 0; i < declared.dimensions.size(); ++i) {
    const BatchRange& range = feature.dimensions[i];
    const bool fixed = range.max == range.min;
    if (declared.dimensions[i].value_or(range.min) != range.min ||
        (declared.dimensions[i].has_value() && !fixed)) {
      throw FormatError("the function takes " + ToString(declared) +
                        ", and the description has another size of dimension " + std::to_string(i));
    }
    if (fixed) {
      type.shape.push_back({.fixed = range.min});
      continue;
    }
    if (i > 0) throw FormatError("only the first dimension of an input may vary");
    if (program.batch.value_or(range) != range) {
      throw FormatError("inputs have batches of different ranges");
    }
    program.batch = range;
    type.shape.push_back({.per_batch = 1});
  }
  program.inputs.push_back(Define(input.name(), std::move(type)).id);
}

const Value& Builder::Resolve(const mil::Binding& binding, const std::string& parameter) {
  if (binding.has_value()) {
    Literal literal = ReadLiteral(binding.value(), weights_);
    Value& value = Define(std::move(literal.type));
    value.constant = std::move(literal.constant);
    value.literal = true;
    return value;
  }
  const auto found = by_name_.find(binding.name());
  if (found == by_name_.end()) {
    throw FormatError("parameter '" + parameter + "' is '" + binding.name() +
                      "', which is not defined before");
  }
  return program.values[found->second];
}

void Builder::AddConstant(const mil::Operation& operation) {
  const auto value = operation.attributes().find("val");
  if (value == operation.attributes().end() || operation.outputs_size() != 1) {
    throw FormatError("a const must have the attribute 'val' and one output");
  }
  Literal literal = ReadLiteral(value->second, weights_);
  const DeclaredType declared = DeclaredTypeOf(operation.outputs(0).type());
  if (!Matches(literal.type, declared)) {
    throw FormatError("a const of " + ToString(literal.type) + " is declared " +
                      ToString(declared));
  }
  Value& result = Define(operation.outputs(0).name(), std::move(literal.type));
  result.constant = std::move(literal.constant);
  result.literal = true;
}

OpArguments Builder::Bind(const mil::Operation& operation, const OpDefinition& definition) {
  const std::string accepted(definition.parameters);
  std::map<std::string, std::vector<const Value*>, std::less<>> bindings;
  std::set<std::string> known;
  for (size_t start = 0; start < accepted.size();) {
    const size_t end = std::min(accepted.find(' ', start), accepted.size());
    std::string name = accepted.substr(start, end - start);
    start = end + 1;
    const bool optional = name.back() == '?';
    const bool several = name.back() == '*';
    if (optional || several) name.pop_back();
    known.insert(name);
    const auto found = operation.inputs().find(name);
    if (found == operation.inputs().end()) {
      if (!optional) throw FormatError("parameter '" + name + "' is missing");
      continue;
    }
    const auto& arguments = found->second.arguments();
    if (arguments.empty() || (arguments.size() > 1 && !several)) {
      throw FormatError("parameter '" + name + "' has " + std::to_string(arguments.size()) +
                        " arguments");
    }
    for (const mil::Binding& argument : arguments) {
      bindings[name].push_back(&Resolve(argument, name));
    }
  }
  for (const auto& [name, argument] : operation.inputs()) {
    if (!known.contains(name)) {
      throw FormatError("parameter '" + name + "' is unknown; the operation takes " + accepted);
    }
  }
  return OpArguments(opset, std::move(bindings));
}

void Builder::AddResults(const mil::Operation& operation, BuiltOp built) {
  if (static_cast<size_t>(operation.outputs_size()) != built.outputs.size()) {
    throw FormatError("the operation has " + std::to_string(built.outputs.size()) +
                      " results, and " + std::to_string(operation.outputs_size()) +
                      " are declared");
  }
  Step step;
  step.operation = operation.type();
  step.name = operation.outputs(0).name();
  for (const Value* const input : built.inputs) step.inputs.push_back(input->id);
  for (size_t i = 0; i < built.outputs.size(); ++i) {
    const mil::NamedValueType& output = operation.outputs(static_cast<int>(i));
    const DeclaredType declared = DeclaredTypeOf(output.type());
    if (!Matches(built.outputs[i], declared)) {
      throw FormatError("result '" + output.name() + "' is " + ToString(built.outputs[i]) +
                        ", and is declared " + ToString(declared));
    }
    Value& value = Define(output.name(), std::move(built.outputs[i]));
    value.constant = built.constant;
    if (built.kernel == nullptr) value.storage = program.values[step.inputs[0]].storage;
    step.outputs.push_back(value.id);
  }
  if (built.kernel == nullptr) return;
  step.kernel = std::move(built.kernel);
  program.steps.push_back(std::move(step));
}

void Builder::AddOperation(const mil::Operation& operation) {
  if (operation.blocks_size() > 0)
    throw FormatError("an operation has blocks; programs are run from top to bottom, without any");
  if (operation.type() == "const") {
    AddConstant(operation);
    return;
  }
  const OpDefinition* const definition = FindOp(operation.type());
  if (definition == nullptr) {
    throw FormatError("the operation '" + operation.type() + "' is unknown; known are const" +
                      KnownOperations());
  }
  if (opset < definition->since_opset) {
    throw FormatError("the operation is not one of CoreML" + std::to_string(opset) +
                      "; it came with CoreML" + std::to_string(definition->since_opset));
  }
  AddResults(operation, definition->build(Bind(operation, *definition)));
}

void Builder::AddOutput(const std::string& name, const Feature& feature) {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) throw FormatError("no operation computes this output");
  const Value& value = program.values[found->second];
  if (value.constant != nullptr) throw FormatError("this output is a constant");
  const Shape& shape = value.type.shape;
  bool agree = value.type.element == feature.element &&
               (feature.dimensions.empty() || feature.dimensions.size() == shape.size());
  for (size_t i = 0; agree && i < feature.dimensions.size(); ++i) {
    agree = !shape[i].constant() || feature.dimensions[i].Has(shape[i].fixed);
  }
  if (!agree) {
    throw FormatError("the program computes " + ToString(value.type) +
                      ", and the description has another type or shape");
  }
  program.outputs.push_back(value.id);
}

const mil::Function& MainOf(const coreml::Model& model) {
  if (!model.has_mlprogram()) throw FormatError("the model is not an ML Program");
  const auto& functions = model.mlprogram().functions();
  const auto main = functions.find("main");
  if (main == functions.end()) throw FormatError("the program has no function 'main'");
  return main->second;
}

const mil::Block& BlockOf(const mil::Function& function) {
  const auto block = function.block_specializations().find(function.opset());
  if (block == function.block_specializations().end()) {
    throw FormatError("'main' has no block for its opset '" + function.opset() + "'");
  }
  if (block->second.operations_size() > kMaxOperations) {
    throw FormatError("'main' has " + std::to_string(block->second.operations_size()) +
                      " operations; the limit is " + std::to_string(kMaxOperations));
  }
  return block->second;
}

template <typename Descriptions>
std::map<std::string, Feature> Features(const Descriptions& descriptions, const std::string& file) {
  std::map<std::string, Feature> features;
  for (const coreml::FeatureDescription& description : descriptions) {
    At(file, description.name(), [&] {
      Feature feature = ReadFeature(description);
      if (!features.emplace(feature.name, std::move(feature)).second) {
        throw FormatError("the description has this feature twice");
      }
    });
  }
  return features;
}

// Takes out the feature called `name`.
Feature Take(std::map<std::string, Feature>& features, const std::string& name) {
  const auto found = features.find(name);
  if (found == features.end()) {
    throw FormatError("the description has no such feature, or it is listed twice");
  }
  Feature feature = std::move(found->second);
  features.erase(found);
  return feature;
}

std::string NameOf(const mil::Operation& operation, int index) {
  const std::string name = operation.outputs_size() > 0 ? operation.outputs(0).name() : "";
  return operation.type() + " " + (name.empty() ? "#" + std::to_string(index) : name);
}

}  // namespace

Program BuildProgram(const coreml::Model& model, WeightStore& weights, const std::string& file) {
  const mil::Function& main = At(file, "", [&]() -> const mil::Function& { return MainOf(model); });
  const mil::Block& block = At(file, "", [&]() -> const mil::Block& { return BlockOf(main); });
  auto inputs = Features(model.description().input(), file);
  auto outputs = Features(model.description().output(), file);
  Builder builder(weights);
  At(file, "", [&] { builder.opset = OpsetNumber(main.opset()); });
  for (const mil::NamedValueType& input : main.inputs()) {
    At(file, input.name(), [&] { builder.AddInput(input, Take(inputs, input.name())); });
  }
  for (int i = 0; i < block.operations_size(); ++i) {
    const mil::Operation& operation = block.operations(i);
    At(file, NameOf(operation, i), [&] { builder.AddOperation(operation); });
  }
  for (const std::string& name : block.outputs()) {
    At(file, name, [&] { builder.AddOutput(name, Take(outputs, name)); });
  }
  const auto& missing = inputs.empty() ? outputs : inputs;
  if (!missing.empty()) {
    throw FormatError("the description has a feature that the program has not",
                      {.file = file, .layer = missing.begin()->first});
  }
  return std::move(builder.program);
}

}  // namespace tidemark::harness::ane
