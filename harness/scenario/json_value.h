#ifndef TIDEMARK_HARNESS_SCENARIO_JSON_VALUE_H_
#define TIDEMARK_HARNESS_SCENARIO_JSON_VALUE_H_

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/scenario/strict_json.h"

namespace tidemark::harness {

class JsonObject;

// A value of a document, with its place, so that an error can name both the file and the key path
// (`lever_sets.seed[1]`). A view: the document and `file` must outlive it. Every reading function
// throws FormatError that says what was expected and what was found.
class JsonValue {
 public:
  JsonValue(const Json& json, std::string_view file, std::string path = {})
      : json_(&json), file_(file), path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  bool IsNull() const;
  bool IsString() const;
  bool IsObject() const;

  const std::string& String() const;
  bool Bool() const;
  // Any finite number.
  double Number() const;
  // A number without a fraction, from `min` to `max`.
  int64_t Integer(int64_t min, int64_t max) const;
  uint64_t Unsigned() const;
  // The elements of an array.
  std::vector<JsonValue> Items() const;
  // The keys and values of an object whose keys are names of the document's own.
  std::vector<std::pair<std::string, JsonValue>> Members() const;
  // An object with no keys other than `accepted`.
  JsonObject Object(std::span<const std::string_view> accepted) const;
  JsonObject Object(std::initializer_list<std::string_view> accepted) const;

  // An object whose keys are checked by the caller.
  JsonObject AnyObject() const;

  // A FormatError about this value.
  [[noreturn]] void Fail(const std::string& message) const;

 private:
  friend class JsonObject;
  [[noreturn]] void Expected(std::string_view what) const;
  JsonValue Member(std::string_view key) const;

  const Json* json_;
  std::string_view file_;
  std::string path_;
};

// An object whose keys were checked.
class JsonObject {
 public:
  // The value of a key that must be there, or a FormatError that names it.
  JsonValue At(std::string_view key) const;
  // The value of a key that may be left out.
  std::optional<JsonValue> Find(std::string_view key) const;
  const JsonValue& value() const { return value_; }

 private:
  friend class JsonValue;
  explicit JsonObject(JsonValue value) : value_(std::move(value)) {}

  JsonValue value_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_JSON_VALUE_H_
