#include "converter/mil/program_builder.h"

#include <utility>

#include "converter/error.h"
#include "converter/mil/wire.h"

namespace tidemark::converter {
namespace {

constexpr size_t kChunkBytes = size_t{64} * 1024;

mil::ValueType ToProto(const TensorType& type) {
  mil::ValueType result;
  mil::TensorType& tensor = *result.mutable_tensortype();
  tensor.set_datatype(type.element);
  tensor.set_rank(static_cast<int64_t>(type.shape.size()));
  for (const Dimension& dimension : type.shape) {
    mil::Dimension& added = *tensor.add_dimensions();
    if (dimension.has_value()) {
      added.mutable_constant()->set_size(*dimension);
    } else {
      added.mutable_unknown();
    }
  }
  return result;
}

// What a message whose last field is `inner`, of which only the first `inner_prefix` is at hand and
// `rest` bytes follow, begins with: its other fields (in `outer`), then that field's header.
std::string Enclose(std::string outer, int field, const std::string& inner_prefix, uint64_t rest) {
  AppendFieldHeader(field, inner_prefix.size() + rest, outer);
  return outer + inner_prefix;
}

std::string Serialized(const google::protobuf::MessageLite& message) {
  std::string bytes;
  AppendMessage(message, bytes);
  return bytes;
}

// The key of a map's entry.
std::string MapKey(std::string_view key) {
  std::string bytes;
  AppendStringField(1, key, bytes);
  return bytes;
}

}  // namespace

Value ProgramBuilder::AddInput(const std::string& name, TensorType type) {
  mil::NamedValueType& input = inputs_.emplace_back();
  input.set_name(name);
  *input.mutable_type() = ToProto(type);
  return {name, std::move(type)};
}

Value ProgramBuilder::AddConstant(const std::string& name, TensorType type,
                                  mil::TensorValue values) {
  mil::Value payload;
  *payload.mutable_immediatevalue()->mutable_tensor() = std::move(values);
  return AppendConstant(name, std::move(type), std::move(payload));
}

Value ProgramBuilder::AddWeight(const std::string& name, TensorType type, uint64_t offset) {
  mil::Value payload;
  payload.mutable_blobfilevalue()->set_filename(kWeightFileReference);
  payload.mutable_blobfilevalue()->set_offset(offset);
  return AppendConstant(name, std::move(type), std::move(payload));
}

Value ProgramBuilder::AddOperation(std::string_view type, const std::vector<Argument>& arguments,
                                   const std::string& name, TensorType result) {
  mil::Operation operation;
  operation.set_type(std::string(type));
  for (const Argument& argument : arguments) {
    mil::Argument& bound = (*operation.mutable_inputs())[argument.parameter];
    for (const std::string& value : argument.values) bound.add_arguments()->set_name(value);
  }
  return Append(std::move(operation), name, std::move(result));
}

void ProgramBuilder::AddOutput(const Value& value) { outputs_.push_back(value.name); }

void ProgramBuilder::WriteModel(const coreml::Model& head, const std::string& opset,
                                ByteSink& sink) const {
  mil::Block block;
  for (const std::string& output : outputs_) block.add_outputs(output);
  mil::Function function;
  for (const mil::NamedValueType& input : inputs_) *function.add_inputs() = input;
  function.set_opset(opset);
  mil::Program program;
  program.set_version(1);

  // From the inside out: each message ends with the one that is wrapped into it.
  std::string prefix = Serialized(block);
  prefix = Enclose(MapKey(opset), 2, prefix, bytes_);
  prefix = Enclose(Serialized(function), mil::Function::kBlockSpecializationsFieldNumber, prefix,
                   bytes_);
  prefix = Enclose(MapKey("main"), 2, prefix, bytes_);
  prefix = Enclose(Serialized(program), mil::Program::kFunctionsFieldNumber, prefix, bytes_);
  prefix = Enclose(Serialized(head), coreml::Model::kMlProgramFieldNumber, prefix, bytes_);
  sink.Write(prefix);
  for (const std::string& chunk : chunks_) sink.Write(chunk);
}

Value ProgramBuilder::Append(mil::Operation operation, const std::string& name, TensorType type) {
  mil::NamedValueType& output = *operation.add_outputs();
  output.set_name(name);
  *output.mutable_type() = ToProto(type);

  if (chunks_.empty() || chunks_.back().size() > kChunkBytes) {
    chunks_.emplace_back().reserve(kChunkBytes);
  }
  std::string& chunk = chunks_.back();
  const size_t before = chunk.size();
  AppendFieldHeader(mil::Block::kOperationsFieldNumber, operation.ByteSizeLong(), chunk);
  AppendMessage(operation, chunk);
  bytes_ += chunk.size() - before;
  if (bytes_ > kMostProgramBytes) {
    throw FormatError("the network's program is larger than " +
                      std::to_string(kMostProgramBytes >> 20) + " MiB");
  }
  ++operations_;
  return {name, std::move(type)};
}

Value ProgramBuilder::AppendConstant(const std::string& name, TensorType type, mil::Value payload) {
  mil::Operation operation;
  operation.set_type("const");
  mil::Value& own_name = (*operation.mutable_attributes())["name"];
  own_name.mutable_type()->mutable_tensortype()->set_datatype(mil::STRING);
  own_name.mutable_immediatevalue()->mutable_tensor()->mutable_strings()->add_values(name);
  *payload.mutable_type() = ToProto(type);
  (*operation.mutable_attributes())["val"] = std::move(payload);
  return Append(std::move(operation), name, std::move(type));
}

}  // namespace tidemark::converter
