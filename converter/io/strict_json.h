#ifndef TIDEMARK_CONVERTER_IO_STRICT_JSON_H_
#define TIDEMARK_CONVERTER_IO_STRICT_JSON_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace tidemark::converter {

// JSON with the order of its keys kept: what is written is in the order in which it was read.
// JsonValue (converter/io/json_value.h) reads what is in a document; who holds or makes one needs
// <nlohmann/json.hpp> too.
using Json = nlohmann::ordered_json;

// What a document may be at most. The defaults suit a file that a person wrote.
struct JsonLimits {
  uint64_t bytes = 1 << 20;
  // Lists and objects inside one another.
  size_t depth = 16;
  // Keys of one object. A key is looked up among all of them, so this bounds the time of a parse.
  size_t keys = 1000;
};

// Parses a document as RFC 8259 has it: UTF-8, no comments, nothing after the value. A key that
// stands twice in one object, a number out of range and a document past `limits` are errors too.
// `file` names the document in messages. Throws FormatError with the place: the byte of bad syntax,
// the key path of an object.
Json ParseStrictJson(std::string_view text, const std::string& file, const JsonLimits& limits = {});

// A list that is too long to be held: each of its elements is handed over as soon as it is read,
// with its key path, and not kept.
struct JsonList {
  // The keys on the way to the list, each of them of a list: {"runs"} is the member `runs` of the
  // root, {"runs", "samples"} the member `samples` of every element of that.
  std::vector<std::string_view> keys = {};
  std::function<void(const Json& element, const std::string& path)> take = {};
};

// The same from a file, which is read piece by piece. Returns the document without the elements of
// `lists`; where one list is in the elements of another, these come after what is in them and
// without it. Throws IoError when the file cannot be read, and what taking elements throws.
Json ReadStrictJson(const std::filesystem::path& file, const JsonLimits& limits = {},
                    const std::vector<JsonList>& lists = {});

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_STRICT_JSON_H_
