#ifndef TIDEMARK_REFERENCE_CASES_JSON_VALUE_H_
#define TIDEMARK_REFERENCE_CASES_JSON_VALUE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace tidemark::reference {

// Parses JSON that nobody vouches for, keeping the order of keys. Throws FormatError, naming
// `file` and the byte, for bad syntax, for nesting deeper than 32 levels, and for an object with a
// key given twice or with more than 1,000 keys.
nlohmann::ordered_json ParseJson(std::string_view text, const std::string& file);

// Text as a JSON string, for messages: on one line, in ASCII and not too long.
std::string Quoted(const std::string& text);

// A value in a JSON document that knows its place there, so that whatever is wrong with it can be
// said with the file and the key. Every accessor throws FormatError for a value of another type or
// out of range. Refers to the document and to the file's name, which must outlive it.
class JsonValue {
 public:
  JsonValue(const nlohmann::ordered_json& document, const std::string& file)
      : JsonValue(document, file, "") {}

  // A member of this object, which must be there.
  JsonValue Member(std::string_view key) const;
  // A member of this object, or nothing where it is absent or null.
  std::optional<JsonValue> Find(std::string_view key) const;

  // Elements of this array.
  size_t size() const;
  JsonValue Element(size_t index) const;

  int64_t Integer(int64_t smallest, int64_t largest) const;
  // A number within the range of a float, rounded to one.
  float Float() const;
  const std::string& Text() const;
  // The members of this object, in order.
  const nlohmann::ordered_json::object_t& Object() const;
  // This object as text without blanks.
  std::string ObjectText() const;
  bool is_text() const { return value_->is_string(); }

  [[noreturn]] void Fail(const std::string& message) const;
  // Fails with "must be <expected>, not <this string>".
  [[noreturn]] void FailText(const std::string& expected) const;

 private:
  JsonValue(const nlohmann::ordered_json& value, const std::string& file, std::string path);

  // Fails with "must be <expected>, not <what it is>".
  [[noreturn]] void FailType(const std::string& expected) const;

  const nlohmann::ordered_json* value_;
  const std::string* file_;
  std::string path_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_JSON_VALUE_H_
