#include "reference/cases/json_value.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDeepest = 32;
constexpr size_t kMostKeys = 1000;

std::string Shortened(std::string text) {
  constexpr size_t kLongest = 160;
  if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
  return text;
}

// A key as it is, if it can be printed so.
std::string Printable(const std::string& key) {
  const bool plain = !key.empty() && std::all_of(key.begin(), key.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
  });
  return plain ? Shortened(key) : Quoted(key);
}

// What the library says, without its own name and number in brackets.
std::string Reason(const Json::exception& error) {
  const std::string what = error.what();
  const size_t bracket = what.find("] ");
  return Shortened(bracket == std::string::npos ? what : what.substr(bracket + 2));
}

// Watches a document while it is parsed.
class Guard {
 public:
  explicit Guard(const std::string& file) : file_(file) {}

  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    if (depth > kDeepest) {
      throw FormatError("nested deeper than " + std::to_string(kDeepest) + " levels",
                        {.file = file_});
    }
    if (event == Json::parse_event_t::object_start) keys_.emplace_back();
    if (event == Json::parse_event_t::object_end) keys_.pop_back();
    if (event == Json::parse_event_t::key) Note(parsed.get_ref<const std::string&>());
    return true;
  }

 private:
  void Note(const std::string& key) {
    if (!keys_.back().insert(key).second) {
      throw FormatError("a key is given twice in one object",
                        {.file = file_, .key = Printable(key)});
    }
    if (keys_.back().size() > kMostKeys) {
      throw FormatError("an object has more than " + std::to_string(kMostKeys) + " keys",
                        {.file = file_});
    }
  }

  const std::string& file_;
  std::vector<std::set<std::string>> keys_ = {};
};

// "an object", "a string", ...
std::string KindOf(const Json& value) {
  const std::string name = value.type_name();
  if (name == "null") return name;
  return (name == "object" || name == "array" ? "an " : "a ") + name;
}

}  // namespace

std::string Quoted(const std::string& text) {
  return Shortened(Json(text).dump(-1, ' ', /*ensure_ascii=*/true));
}

Json ParseJson(std::string_view text, const std::string& file) {
  try {
    Guard guard(file);
    return Json::parse(text, [&guard](int depth, Json::parse_event_t event, Json& parsed) {
      return guard(depth, event, parsed);
    });
  } catch (const Json::parse_error& error) {
    throw FormatError("not valid JSON: " + Reason(error), {.file = file, .offset = error.byte});
  } catch (const Json::exception& error) {
    // A number too large for a double.
    throw FormatError("not valid JSON: " + Reason(error), {.file = file});
  }
}

JsonValue::JsonValue(const Json& value, const std::string& file, std::string path)
    : value_(&value), file_(&file), path_(std::move(path)) {}

JsonValue JsonValue::Member(std::string_view key) const {
  if (const std::optional<JsonValue> member = Find(key)) return *member;
  Fail("lacks `" + std::string(key) + "`");
}

std::optional<JsonValue> JsonValue::Find(std::string_view key) const {
  if (!value_->is_object()) FailType("an object");
  const auto member = value_->find(std::string(key));
  if (member == value_->end() || member->is_null()) return std::nullopt;
  const std::string part = Printable(std::string(key));
  return JsonValue(*member, *file_, path_.empty() ? part : path_ + "." + part);
}

size_t JsonValue::size() const {
  if (!value_->is_array()) FailType("an array");
  return value_->size();
}

JsonValue JsonValue::Element(size_t index) const {
  if (index >= size()) Fail("has no element " + std::to_string(index));
  return JsonValue((*value_)[index], *file_, path_ + "[" + std::to_string(index) + "]");
}

int64_t JsonValue::Integer(int64_t smallest, int64_t largest) const {
  if (!value_->is_number_integer()) FailType("an integer");
  // What is stored unsigned may be larger than any int64_t.
  const bool too_large =
      value_->is_number_unsigned() && value_->get<uint64_t>() > static_cast<uint64_t>(INT64_MAX);
  const int64_t integer = too_large ? 0 : value_->get<int64_t>();
  if (too_large || integer < smallest || integer > largest) {
    Fail("must be from " + std::to_string(smallest) + " to " + std::to_string(largest) + ", not " +
         value_->dump());
  }
  return integer;
}

float JsonValue::Float() const {
  if (!value_->is_number()) FailType("a number");
  const auto number = value_->get<double>();
  if (std::abs(number) > std::numeric_limits<float>::max()) {
    Fail("must be a float32 number, not " + value_->dump());
  }
  return static_cast<float>(number);
}

const std::string& JsonValue::Text() const {
  if (!value_->is_string()) FailType("a string");
  return value_->get_ref<const std::string&>();
}

const Json::object_t& JsonValue::Object() const {
  if (!value_->is_object()) FailType("an object");
  return value_->get_ref<const Json::object_t&>();
}

std::string JsonValue::ObjectText() const {
  if (!value_->is_object()) FailType("an object");
  return value_->dump();
}

void JsonValue::FailText(const std::string& expected) const {
  Fail("must be " + expected + ", not " + Quoted(Text()));
}

void JsonValue::Fail(const std::string& message) const {
  throw FormatError(message, {.file = *file_, .key = path_});
}

void JsonValue::FailType(const std::string& expected) const {
  Fail("must be " + expected + ", not " + KindOf(*value_));
}

}  // namespace tidemark::reference
