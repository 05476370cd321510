#include "harness/scenario/json_value.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

std::string Found(const Json& json) {
  switch (json.type()) {
    case Json::value_t::null:
      return "null";
    case Json::value_t::boolean:
      return json.get<bool>() ? "true" : "false";
    case Json::value_t::string:
      return "the text " + converter::Quoted(json.get_ref<const std::string&>());
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

void JsonValue::Expected(std::string_view what) const {
  Fail("expected " + std::string(what) + ", found " + Found(*json_));
}

bool JsonValue::IsNull() const { return json_->is_null(); }
bool JsonValue::IsString() const { return json_->is_string(); }
bool JsonValue::IsObject() const { return json_->is_object(); }

const std::string& JsonValue::String() const {
  if (!json_->is_string()) Expected("a text");
  return json_->get_ref<const std::string&>();
}

bool JsonValue::Bool() const {
  if (!json_->is_boolean()) Expected("true or false");
  return json_->get<bool>();
}

double JsonValue::Number() const {
  if (!json_->is_number()) Expected("a number");
  return json_->get<double>();
}

int64_t JsonValue::Integer(int64_t min, int64_t max) const {
  const std::string range =
      "a whole number from " + std::to_string(min) + " to " + std::to_string(max);
  if (!json_->is_number_integer()) Expected(range);
  if (json_->is_number_unsigned() &&
      json_->get<uint64_t>() > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
    Expected(range);
  }
  const auto value = json_->get<int64_t>();
  if (value < min || value > max) Expected(range);
  return value;
}

uint64_t JsonValue::Unsigned() const {
  const bool negative =
      json_->is_number_integer() && !json_->is_number_unsigned() && json_->get<int64_t>() < 0;
  if (!json_->is_number_integer() || negative) Expected("a whole number from 0");
  return json_->get<uint64_t>();
}

std::vector<JsonValue> JsonValue::Items() const {
  if (!json_->is_array()) Expected("a list");
  std::vector<JsonValue> items;
  for (const Json& item : *json_) {
    items.emplace_back(item, file_, path_ + "[" + std::to_string(items.size()) + "]");
  }
  return items;
}

std::vector<std::pair<std::string, JsonValue>> JsonValue::Members() const {
  if (!json_->is_object()) Expected("an object");
  std::vector<std::pair<std::string, JsonValue>> members;
  for (const auto& [key, value] : json_->items()) members.emplace_back(key, Member(key));
  return members;
}

JsonObject JsonValue::AnyObject() const {
  if (!json_->is_object()) Expected("an object");
  return JsonObject(*this);
}

JsonObject JsonValue::Object(std::span<const std::string_view> accepted) const {
  JsonObject object = AnyObject();
  for (const auto& [key, value] : json_->items()) {
    if (std::find(accepted.begin(), accepted.end(), key) != accepted.end()) continue;
    Member(key).Fail("unknown key " + converter::Quoted(key) + "; accepted are " +
                     Joined(accepted));
  }
  return object;
}

JsonObject JsonValue::Object(std::initializer_list<std::string_view> accepted) const {
  return Object(std::span(accepted.begin(), accepted.size()));
}

JsonValue JsonValue::Member(std::string_view key) const {
  const std::string shown = converter::PrintableText(key);
  return JsonValue(json_->at(std::string(key)), file_, path_.empty() ? shown : path_ + "." + shown);
}

JsonValue JsonObject::At(std::string_view key) const {
  if (const auto value = Find(key)) return *value;
  value_.Fail("the key \"" + std::string(key) + "\" is missing");
}

std::optional<JsonValue> JsonObject::Find(std::string_view key) const {
  if (!value_.json_->contains(key)) return std::nullopt;
  return value_.Member(key);
}

}  // namespace tidemark::harness
