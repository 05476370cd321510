#include "harness/backends/ane/op_arguments.h"

#include "converter/error.h"

namespace tidemark::harness::ane {
namespace {

std::string Quoted(std::string_view name) {
  std::string text = "'";
  text += name;
  text += "'";
  return text;
}

[[noreturn]] void Expected(std::string_view name, std::string_view expectation,
                           const Value& value) {
  throw FormatError("parameter " + Quoted(name) + " must be " + std::string(expectation) +
                    ", and is " + ToString(value.type) + " (" + Quoted(value.name) + ")");
}

const Value& Present(const Value* value, std::string_view name) {
  if (value == nullptr) throw FormatError("parameter " + Quoted(name) + " is missing");
  return *value;
}

}  // namespace

const Value* OpArguments::Find(std::string_view name) const {
  const std::span<const Value* const> all = All(name);
  return all.empty() ? nullptr : all.front();
}

std::span<const Value* const> OpArguments::All(std::string_view name) const {
  const auto found = bindings_.find(name);
  if (found == bindings_.end()) return {};
  return found->second;
}

const Value& OpArguments::Tensor(std::string_view name) const {
  const Value& value = Present(Find(name), name);
  if (value.type.element == ElementType::kString) Expected(name, "a tensor of numbers", value);
  return value;
}

const Value& OpArguments::Float(std::string_view name) const {
  const Value& value = Present(Find(name), name);
  if (!IsFloating(value.type.element)) Expected(name, "fp16 or fp32", value);
  return value;
}

const Value* OpArguments::FindSameType(std::string_view name, const Value& like) const {
  const Value* const value = Find(name);
  if (value != nullptr && value->type.element != like.type.element) {
    Expected(name, std::string(NameOf(like.type.element)) + " like " + Quoted(like.name), *value);
  }
  return value;
}

const Value& OpArguments::SameType(std::string_view name, const Value& like) const {
  return Present(FindSameType(name, like), name);
}

const Value* OpArguments::FindWeight(std::string_view name, const Value& like,
                                     bool literal_only) const {
  const Value* const value = Find(name);
  if (value == nullptr) return nullptr;
  if (opset_ < 7 || !IsFloating(value->type.element)) FindSameType(name, like);
  if (value->constant == nullptr) Expected(name, "a constant", *value);
  if (literal_only && !value->literal) {
    Expected(name, "a constant, not the result of an operation", *value);
  }
  return value;
}

const Value& OpArguments::Weight(std::string_view name, const Value& like,
                                 bool literal_only) const {
  return Present(FindWeight(name, like, literal_only), name);
}

const Value* OpArguments::FindConstant(std::string_view name, ElementType type) const {
  const Value* const value = Find(name);
  if (value == nullptr) return nullptr;
  if (value->constant == nullptr || value->type.element != type) {
    Expected(name, "a constant of type " + std::string(NameOf(type)), *value);
  }
  return value;
}

const Value* OpArguments::FindSingle(std::string_view name, ElementType type) const {
  const Value* const value = FindConstant(name, type);
  if (value != nullptr && CountOf(value->type.shape) != Dimension{.fixed = 1}) {
    Expected(name, "a scalar", *value);
  }
  return value;
}

std::optional<std::vector<int32_t>> OpArguments::Ints(std::string_view name) const {
  const Value* const value = FindConstant(name, ElementType::kInt32);
  if (value == nullptr) return std::nullopt;
  if (value->type.shape.size() > 1) Expected(name, "a vector", *value);
  return std::vector<int32_t>(value->constant->ints.begin(), value->constant->ints.end());
}

std::vector<int32_t> OpArguments::Ints(std::string_view name, size_t count,
                                       int32_t otherwise) const {
  const auto values = Ints(name);
  if (!values.has_value()) return std::vector<int32_t>(count, otherwise);
  if (values->size() != count) {
    Expected(name, "a vector of " + std::to_string(count), *Find(name));
  }
  return *values;
}

std::vector<int32_t> OpArguments::RequiredInts(std::string_view name) const {
  Present(Find(name), name);
  return *Ints(name);
}

std::vector<int32_t> OpArguments::RequiredInts(std::string_view name, size_t count) const {
  Present(Find(name), name);
  return Ints(name, count, 0);
}

std::optional<int32_t> OpArguments::Int(std::string_view name) const {
  const Value* const value = FindSingle(name, ElementType::kInt32);
  if (value == nullptr) return std::nullopt;
  return value->constant->ints[0];
}

std::optional<bool> OpArguments::Bool(std::string_view name) const {
  const Value* const value = FindSingle(name, ElementType::kBool);
  if (value == nullptr) return std::nullopt;
  return value->constant->ints[0] != 0;
}

std::vector<bool> OpArguments::Bools(std::string_view name, size_t count) const {
  const Value* const value = FindConstant(name, ElementType::kBool);
  if (value == nullptr) return std::vector<bool>(count, false);
  if (value->type.shape.size() != 1 || value->constant->ints.size() != count) {
    Expected(name, "a vector of " + std::to_string(count), *value);
  }
  return {value->constant->ints.begin(), value->constant->ints.end()};
}

std::optional<std::string> OpArguments::Text(std::string_view name) const {
  const Value* const value = FindSingle(name, ElementType::kString);
  if (value == nullptr) return std::nullopt;
  return value->constant->text;
}

std::optional<float> OpArguments::Number(std::string_view name, const Value& like) const {
  const Value* const value = FindSingle(name, like.type.element);
  if (value == nullptr) return std::nullopt;
  return value->constant->floats[0];
}

}  // namespace tidemark::harness::ane
