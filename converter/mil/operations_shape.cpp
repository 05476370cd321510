#include <algorithm>

#include "converter/mil/operations.h"

namespace tidemark::converter {
namespace {

// As literals have it: an unknown dimension follows from the others.
int32_t Literal(const Dimension& dimension) {
  return dimension.has_value() ? static_cast<int32_t>(*dimension) : -1;
}

}  // namespace

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

Value Operations::Reshape(const std::string& name, const Value& x,
                          const std::vector<Dimension>& shape) {
  std::vector<int32_t> sizes;
  std::ranges::transform(shape, std::back_inserter(sizes), Literal);
  const Value literal = literals_.Ints(sizes);
  return builder_.AddOperation("reshape", {{"x", {x.name}}, {"shape", {literal.name}}}, name,
                               {x.type.element, shape});
}

Value Operations::Transpose(const std::string& name, const Value& x,
                            const std::vector<int32_t>& order) {
  TensorType result = {.element = x.type.element};
  for (const int32_t from : order) {
    result.shape.push_back(x.type.shape.at(static_cast<size_t>(from)));
  }
  const Value permutation = literals_.Ints(order);
  return builder_.AddOperation("transpose", {{"x", {x.name}}, {"perm", {permutation.name}}}, name,
                               result);
}

Value Operations::SliceChannel(const std::string& name, const Value& x, uint64_t channel) {
  TensorType result = x.type;
  result.shape.at(kChannelAxis) = 1;
  std::vector<int32_t> begin(x.type.shape.size(), 0);
  begin.at(kChannelAxis) = static_cast<int32_t>(channel);
  std::vector<int32_t> size;
  std::ranges::transform(result.shape, std::back_inserter(size), Literal);
  const Value from = literals_.Ints(begin);
  const Value extent = literals_.Ints(size);
  return builder_.AddOperation("slice_by_size",
                               {{"x", {x.name}}, {"begin", {from.name}}, {"size", {extent.name}}},
                               name, result);
}

Value Operations::Tile(const std::string& name, const Value& x, size_t axis, uint64_t times) {
  TensorType result = x.type;
  Dimension& size = result.shape.at(axis);
  size = size.value() * times;
  std::vector<int32_t> counts(x.type.shape.size(), 1);
  counts.at(axis) = static_cast<int32_t>(times);
  const Value repeats = literals_.Ints(counts);
  return builder_.AddOperation("tile", {{"x", {x.name}}, {"reps", {repeats.name}}}, name, result);
}

}  // namespace tidemark::converter
