#include "converter/mil/operations.h"

#include <stdexcept>

namespace tidemark::converter {
namespace {

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

Value Operations::Softmax(const std::string& name, const Value& x) {
  const Value axis = literals_.Int(-1);
  return builder_.AddOperation("softmax", {{"x", {x.name}}, {"axis", {axis.name}}}, name, x.type);
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
  return BatchedMatMul(name, x, weight, false);
}

Value Operations::BatchedMatMul(const std::string& name, const Value& x, const Value& y,
                                bool transpose_y) {
  const Value no = literals_.Bool(false);
  const Value transposed = literals_.Bool(transpose_y);
  TensorType result = x.type;
  result.shape.back() = transpose_y ? y.type.shape.end()[-2] : y.type.shape.back();
  return builder_.AddOperation("matmul",
                               {{"x", {x.name}},
                                {"y", {y.name}},
                                {"transpose_x", {no.name}},
                                {"transpose_y", {transposed.name}}},
                               name, result);
}

Value Operations::Attention(const std::string& name, const Value& query, const Value& key,
                            const Value& value, const Value& mask) {
  TensorType result = query.type;
  result.shape.back() = value.type.shape.back();
  return builder_.AddOperation("scaled_dot_product_attention",
                               {{"query", {query.name}},
                                {"key", {key.name}},
                                {"value", {value.name}},
                                {"attn_mask", {mask.name}}},
                               name, result);
}

Value Operations::Linear(const std::string& name, const Value& x, const Value& weight,
                         const Value& bias) {
  TensorType result = x.type;
  result.shape.back() = weight.type.shape.front();
  return builder_.AddOperation(
      "linear", {{"x", {x.name}}, {"weight", {weight.name}}, {"bias", {bias.name}}}, name, result);
}

}  // namespace tidemark::converter
