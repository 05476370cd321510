#include "converter/io/json_value.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/key_path.h"
#include "converter/io/printable_text.h"

namespace tidemark::converter {
namespace {

std::string Found(const Json& json) {
  switch (json.type()) {
    case Json::value_t::null:
      return "null";
    case Json::value_t::boolean:
      return json.get<bool>() ? "true" : "false";
    case Json::value_t::string:
      return "the text " + Quoted(json.get_ref<const std::string&>());
    case Json::value_t::object:
      return "an object";
    case Json::value_t::array:
      return "a list";
    default:
      return "the number " + json.dump();
  }
}

std::string Joined(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

}  // namespace

void JsonValue::Fail(const std::string& message) const {
  throw FormatError(message, {.file = std::string(file_), .key = path_});
}

void JsonValue::FailExpecting(std::string_view what) const {
  Fail("expected " + std::string(what) + ", found " + Found(*json_));
}

bool JsonValue::IsNull() const { return json_->is_null(); }
bool JsonValue::IsString() const { return json_->is_string(); }

const std::string& JsonValue::String() const {
  if (!json_->is_string()) FailExpecting("a text");
  return json_->get_ref<const std::string&>();
}

bool JsonValue::Bool() const {
  if (!json_->is_boolean()) FailExpecting("true or false");
  return json_->get<bool>();
}

double JsonValue::Number() const {
  if (!json_->is_number()) FailExpecting("a number");
  return json_->get<double>();
}

float JsonValue::Float() const {
  const double number = Number();
  if (std::abs(number) > std::numeric_limits<float>::max()) {
    FailExpecting("a number within the range of a float");
  }
  return static_cast<float>(number);
}

int64_t JsonValue::Integer(int64_t min, int64_t max) const {
  const std::string range =
      "a whole number from " + std::to_string(min) + " to " + std::to_string(max);
  if (!json_->is_number_integer()) FailExpecting(range);
  if (json_->is_number_unsigned() &&
      json_->get<uint64_t>() > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
    FailExpecting(range);
  }
  const auto value = json_->get<int64_t>();
  if (value < min || value > max) FailExpecting(range);
  return value;
}

uint64_t JsonValue::Unsigned() const {
  const bool negative =
      json_->is_number_integer() && !json_->is_number_unsigned() && json_->get<int64_t>() < 0;
  if (!json_->is_number_integer() || negative) FailExpecting("a whole number from 0");
  return json_->get<uint64_t>();
}

size_t JsonValue::size() const {
  if (!json_->is_array()) FailExpecting("a list");
  return json_->size();
}

JsonValue JsonValue::Element(size_t index) const {
  if (index >= size()) Fail("the list ends before its element " + std::to_string(index));
  return JsonValue((*json_)[index], file_, ElementPath(path_, index));
}

std::vector<JsonValue> JsonValue::Items() const {
  std::vector<JsonValue> items;
  items.reserve(size());
  for (size_t i = 0; i < size(); ++i) items.push_back(Element(i));
  return items;
}

std::vector<uint64_t> JsonValue::Unsigneds() const {
  std::vector<uint64_t> values(size());
  for (size_t i = 0; i < values.size(); ++i) {
    // The place of an element takes longer to tell than its value: only where it is needed.
    const Json& json = (*json_)[i];
    values[i] = json.is_number_unsigned() ? json.get<uint64_t>() : Element(i).Unsigned();
  }
  return values;
}

JsonObject JsonValue::Object(std::span<const std::string_view> accepted) const {
  JsonObject object = AnyObject();
  // Documents have their keys in the order of `accepted`, mostly: it is searched from there on.
  auto next = accepted.begin();
  for (const auto& [key, value] : json_->get_ref<const Json::object_t&>()) {
    auto found = std::find(next, accepted.end(), key);
    if (found == accepted.end()) found = std::find(accepted.begin(), next, key);
    if (found != accepted.end() && *found == key) {
      next = found + 1;
      continue;
    }
    Member(key, value).Fail("unknown key " + Quoted(key) + "; accepted are " + Joined(accepted));
  }
  return object;
}

JsonObject JsonValue::Object(std::initializer_list<std::string_view> accepted) const {
  return Object(std::span(accepted.begin(), accepted.size()));
}

JsonObject JsonValue::AnyObject() const {
  if (!json_->is_object()) FailExpecting("an object");
  return JsonObject(*this);
}

std::vector<std::pair<std::string, JsonValue>> JsonValue::Members() const {
  if (!json_->is_object()) FailExpecting("an object");
  std::vector<std::pair<std::string, JsonValue>> members;
  for (const auto& [key, value] : json_->items()) members.emplace_back(key, Member(key, value));
  return members;
}

std::string JsonValue::Dump() const {
  return json_->dump(-1, ' ', false, Json::error_handler_t::replace);
}

JsonValue JsonValue::Member(std::string_view key, const Json& json) const {
  return JsonValue(json, file_, MemberPath(path_, key));
}

JsonValue JsonObject::At(std::string_view key) const {
  if (const auto value = Find(key)) return *value;
  value_.Fail("the key " + Quoted(key) + " is missing");
}

std::optional<JsonValue> JsonObject::Find(std::string_view key) const {
  const auto member = value_.json_->find(key);
  if (member == value_.json_->end()) return std::nullopt;
  return value_.Member(key, *member);
}

std::optional<JsonValue> JsonObject::FindUnlessNull(std::string_view key) const {
  auto value = Find(key);
  if (value && value->IsNull()) value.reset();
  return value;
}

}  // namespace tidemark::converter
