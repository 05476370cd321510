#ifndef TIDEMARK_CONVERTER_MIL_PROGRAM_BUILDER_H_
#define TIDEMARK_CONVERTER_MIL_PROGRAM_BUILDER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "converter/io/byte_sink.h"
#include "converter/mil/proto/model.pb.h"
#include "converter/mil/value.h"

namespace tidemark::converter {

// Where a program says its weights are: beside the model, wherever that is.
inline constexpr char kWeightFileReference[] = "@model_path/weights/weight.bin";

// More than the program of any network: one that grows past it is refused.
inline constexpr uint64_t kMostProgramBytes = uint64_t{256} << 20;

// A parameter of an operation, and the values bound to it: one, but several for a list.
struct Argument {
  std::string parameter = {};
  std::vector<std::string> values = {};
};

// Builds an ML program (one function `main` with one block), operation by operation. Each is
// serialized at once and forgotten: what is held are the program's bytes. They are a function of
// the calls; maps are in key order, all fields as protobuf's deterministic form has them.
//
// Names are taken as given: they must be unique and defined before use, see ValueNames. Everything
// that adds an operation throws FormatError past kMostProgramBytes.
class ProgramBuilder {
 public:
  Value AddInput(const std::string& name, TensorType type);

  // A constant whose values stand in the program.
  Value AddConstant(const std::string& name, TensorType type, mil::TensorValue values);

  // A constant whose values are in the weight file, in the blob whose record starts at `offset`.
  Value AddWeight(const std::string& name, TensorType type, uint64_t offset);

  // An operation with one result, which gives the operation's result its name.
  Value AddOperation(std::string_view type, const std::vector<Argument>& arguments,
                     const std::string& name, TensorType result);

  // The next output of the function.
  void AddOutput(const Value& value);

  uint64_t operations() const { return operations_; }
  // Bytes of operations held.
  uint64_t bytes() const { return bytes_; }

  // Writes the complete model: `head`, which has everything but the program, and the program, which
  // is of the opset `opset`.
  void WriteModel(const coreml::Model& head, const std::string& opset, ByteSink& sink) const;

 private:
  Value Append(mil::Operation operation, const std::string& name, TensorType type);
  Value AppendConstant(const std::string& name, TensorType type, mil::Value payload);

  std::vector<mil::NamedValueType> inputs_;
  std::vector<std::string> outputs_;
  // The block's operations, each with its tag and length, in pieces of bounded size.
  std::vector<std::string> chunks_;
  uint64_t bytes_ = 0;
  uint64_t operations_ = 0;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_PROGRAM_BUILDER_H_
