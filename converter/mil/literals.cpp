#include "converter/mil/literals.h"

#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "converter/layout/half.h"
#include "converter/mil/wire.h"

namespace tidemark::converter {
namespace {

// A number as part of a name: `0.5` is `0_5`, `-1` is `m1`.
template <typename Number>
std::string InName(Number value) {
  std::array<char, 32> digits = {};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  std::string text(digits.data(), end);
  for (char& c : text) {
    if (c == '-') c = 'm';
  }
  return text;
}

}  // namespace

mil::TensorValue FloatPayload(mil::DataType element, float value) {
  mil::TensorValue payload;
  if (element == mil::FLOAT32) {
    payload.mutable_floats()->add_values(value);
    return payload;
  }
  if (element != mil::FLOAT16) throw std::logic_error("a float literal of another element type");
  const uint16_t half = HalfFromFloat(value);
  payload.mutable_bytes()->set_values(
      std::string{static_cast<char>(half & 0xFF), static_cast<char>(half >> 8)});
  return payload;
}

Value Literals::String(std::string_view text) {
  mil::TensorValue payload;
  payload.mutable_strings()->add_values(std::string(text));
  return Shared("const_" + std::string(text), {mil::STRING}, std::move(payload));
}

Value Literals::Bool(bool value) {
  mil::TensorValue payload;
  payload.mutable_bools()->add_values(value);
  return Shared(value ? "const_true" : "const_false", {mil::BOOL}, std::move(payload));
}

Value Literals::Int(int32_t value) {
  mil::TensorValue payload;
  payload.mutable_ints()->add_values(value);
  return Shared("const_int_" + InName(value), {mil::INT32}, std::move(payload));
}

Value Literals::Ints(const std::vector<int32_t>& values) {
  mil::TensorValue payload;
  std::string wish = "const_ints";
  for (const int32_t value : values) {
    payload.mutable_ints()->add_values(value);
    wish.append("_").append(InName(value));
  }
  return Shared(wish, {mil::INT32, {values.size()}}, std::move(payload));
}

Value Literals::Float(mil::DataType element, float value) {
  std::string wish = element == mil::FLOAT16 ? "const_fp16_" : "const_fp32_";
  wish.append(InName(value));
  return Shared(wish, {element}, FloatPayload(element, value));
}

Value Literals::Shared(std::string_view wish, TensorType type, mil::TensorValue values) {
  std::string key = std::to_string(type.element) + "," + std::to_string(type.shape.size()) + ",";
  AppendMessage(values, key);
  const auto found = shared_.find(key);
  if (found != shared_.end()) return found->second;
  Value constant = builder_.AddConstant(names_.Unique(wish), std::move(type), std::move(values));
  shared_.emplace(std::move(key), constant);
  return constant;
}

}  // namespace tidemark::converter
