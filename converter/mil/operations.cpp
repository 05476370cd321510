#include "converter/mil/operations.h"

#include <stdexcept>

namespace tidemark::converter {
namespace {

constexpr size_t kChannelAxis = 1;

const char* CastName(mil::DataType element) {
  switch (element) {
    case mil::FLOAT16:
      return "fp16";
    case mil::FLOAT32:
      return "fp32";
    default:
      throw std::logic_error("a cast to an element type without a name");
  }
}

}  // namespace

Value Operations::Weight(const std::string& name, const PlannedBlob& blob) {
  return builder_.AddWeight(name, {ElementOf(blob.form.type), FixedShape(blob.form.shape)},
                            blob.offset);
}

Value Operations::Binary(std::string_view type, const std::string& name, const Value& x,
                         const Value& y) {
  return builder_.AddOperation(type, {{"x", {x.name}}, {"y", {y.name}}}, name,
                               {x.type.element, BroadcastShape(x.type.shape, y.type.shape)});
}

Value Operations::Unary(std::string_view type, const std::string& name, const Value& x) {
  return builder_.AddOperation(type, {{"x", {x.name}}}, name, x.type);
}

Value Operations::ReciprocalRoot(const std::string& name, const Value& x, float epsilon) {
  const Value added = Float(x.type.element, epsilon);
  return builder_.AddOperation("rsqrt", {{"x", {x.name}}, {"epsilon", {added.name}}}, name, x.type);
}

Value Operations::Cast(const std::string& name, const Value& x, mil::DataType element) {
  const Value target = literals_.String(CastName(element));
  return builder_.AddOperation("cast", {{"x", {x.name}}, {"dtype", {target.name}}}, name,
                               {element, x.type.shape});
}

Value Operations::Reduce(std::string_view type, const std::string& name, const Value& x,
                         const std::vector<int32_t>& axes) {
  TensorType result = x.type;
  for (const int32_t axis : axes) result.shape.at(static_cast<size_t>(axis)) = 1;
  const Value along = literals_.Ints(axes);
  const Value keep = literals_.Bool(true);
  return builder_.AddOperation(
      type, {{"x", {x.name}}, {"axes", {along.name}}, {"keep_dims", {keep.name}}}, name, result);
}

Value Operations::Convolution(const std::string& name, const Value& x, const Value& weight) {
  const Value ones = literals_.Ints({1, 1});
  const Value pad_type = literals_.String("same");
  const Value pad = literals_.Ints({0, 0, 0, 0});
  const Value groups = literals_.Int(1);
  TensorType result = x.type;
  result.shape.at(kChannelAxis) = weight.type.shape.at(0);
  return builder_.AddOperation("conv",
                               {{"x", {x.name}},
                                {"weight", {weight.name}},
                                {"strides", {ones.name}},
                                {"pad_type", {pad_type.name}},
                                {"pad", {pad.name}},
                                {"dilations", {ones.name}},
                                {"groups", {groups.name}}},
                               name, result);
}

Value Operations::MatMul(const std::string& name, const Value& x, const Value& weight) {
  const Value no = literals_.Bool(false);
  TensorType result = x.type;
  result.shape.back() = weight.type.shape.back();
  return builder_.AddOperation("matmul",
                               {{"x", {x.name}},
                                {"y", {weight.name}},
                                {"transpose_x", {no.name}},
                                {"transpose_y", {no.name}}},
                               name, result);
}

Value Operations::Linear(const std::string& name, const Value& x, const Value& weight,
                         const Value& bias) {
  TensorType result = x.type;
  result.shape.back() = weight.type.shape.front();
  return builder_.AddOperation(
      "linear", {{"x", {x.name}}, {"weight", {weight.name}}, {"bias", {bias.name}}}, name, result);
}

Value Operations::AsChannels(const std::string& name, const Value& x) {
  const Dimension channels = x.type.shape.at(kChannelAxis);
  const Value shape = literals_.Ints({-1, static_cast<int32_t>(channels.value()), 1, 1});
  return builder_.AddOperation("reshape", {{"x", {x.name}}, {"shape", {shape.name}}}, name,
                               {x.type.element, {x.type.shape.at(0), channels, 1, 1}});
}

Value Operations::SqueezePoints(const std::string& name, const Value& x) {
  const Value axes = literals_.Ints({2, 3});
  return builder_.AddOperation(
      "squeeze", {{"x", {x.name}}, {"axes", {axes.name}}}, name,
      {x.type.element, {x.type.shape.at(0), x.type.shape.at(kChannelAxis)}});
}

Value Operations::ConcatChannels(const std::string& name, const std::vector<Value>& values) {
  Argument list = {.parameter = "values"};
  uint64_t channels = 0;
  for (const Value& value : values) {
    list.values.push_back(value.name);
    channels += value.type.shape.at(kChannelAxis).value();
  }
  const Value axis = literals_.Int(static_cast<int32_t>(kChannelAxis));
  const Value interleave = literals_.Bool(false);
  TensorType result = values.front().type;
  result.shape.at(kChannelAxis) = channels;
  return builder_.AddOperation(
      "concat", {list, {"axis", {axis.name}}, {"interleave", {interleave.name}}}, name, result);
}

}  // namespace tidemark::converter
