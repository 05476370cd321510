#ifndef TIDEMARK_CONVERTER_IO_JSON_VALUE_H_
#define TIDEMARK_CONVERTER_IO_JSON_VALUE_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "converter/error.h"
#include "converter/io/strict_json.h"

namespace tidemark::converter {

class JsonObject;

// A value of a document, with its place, so that an error can name both the file and the key path
// (converter/io/key_path.h). A view: the document and `file` must outlive it. Every reading
// function throws FormatError that says what was expected and what was found.
//
//   const Json json = ReadStrictJson(file);
//   const JsonObject root = JsonValue(json, name).Object({"width", "depth"});
//   const int64_t width = root.At("width").Integer(1, 37);
class JsonValue {
 public:
  JsonValue(const Json& json, std::string_view file, std::string path = {})
      : json_(&json), file_(file), path_(std::move(path)) {}
  JsonValue(Json&& json, std::string_view file, std::string path = {}) = delete;

  const std::string& path() const { return path_; }
  bool IsNull() const;
  bool IsString() const;

  const std::string& String() const;
  bool Bool() const;
  // Any finite number.
  double Number() const;
  // A number within the range of a float, rounded to one.
  float Float() const;
  // A number without a fraction, from `min` to `max`.
  int64_t Integer(int64_t min, int64_t max) const;
  uint64_t Unsigned() const;

  // The number of elements of a list, and one of them, which must be there.
  size_t size() const;
  JsonValue Element(size_t index) const;
  // All elements of a list at once; for a long list, Element() takes less memory.
  std::vector<JsonValue> Items() const;
  // A list of Unsigned(). Fast, for lists of millions.
  std::vector<uint64_t> Unsigneds() const;

  // An object with no keys other than `accepted`.
  JsonObject Object(std::span<const std::string_view> accepted) const;
  JsonObject Object(std::initializer_list<std::string_view> accepted) const;
  // An object whose keys are checked by the caller, or may be any.
  JsonObject AnyObject() const;
  // The keys and values of an object whose keys are names of the document's own, in order.
  std::vector<std::pair<std::string, JsonValue>> Members() const;

  // This value as JSON, without blanks.
  std::string Dump() const;

  // A FormatError about this value.
  [[noreturn]] void Fail(const std::string& message) const;
  // A FormatError: "expected <what>, found <this value>".
  [[noreturn]] void FailExpecting(std::string_view what) const;

 private:
  friend class JsonObject;
  JsonValue Member(std::string_view key, const Json& json) const;

  const Json* json_;
  std::string_view file_;
  std::string path_;
};

// Calls `parse`, which reads a text or number that is in `value`, and gives a UsageError of it the
// place of that value.
template <typename Parse>
decltype(auto) At(const JsonValue& value, Parse parse) {
  try {
    return parse();
  } catch (const UsageError& error) {
    value.Fail(error.message());
  }
}

// An object.
class JsonObject {
 public:
  // The value of a key that must be there, or a FormatError that names it.
  JsonValue At(std::string_view key) const;
  // The value of a key that may be left out.
  std::optional<JsonValue> Find(std::string_view key) const;
  // The value of a key that may be left out or null.
  std::optional<JsonValue> FindUnlessNull(std::string_view key) const;
  // This object as a value.
  const JsonValue& value() const { return value_; }

 private:
  friend class JsonValue;
  explicit JsonObject(JsonValue value) : value_(std::move(value)) {}

  JsonValue value_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_JSON_VALUE_H_
