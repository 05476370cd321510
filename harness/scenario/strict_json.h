#ifndef TIDEMARK_HARNESS_SCENARIO_STRICT_JSON_H_
#define TIDEMARK_HARNESS_SCENARIO_STRICT_JSON_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace tidemark::harness {

// JSON with the order of its keys kept: lever sets run in the order in which they are written.
using Json = nlohmann::ordered_json;

// What a document may be at most. The defaults suit a file that a person wrote.
struct JsonLimits {
  uint64_t bytes = 1 << 20;
  // Arrays and objects inside one another.
  size_t depth = 16;
  // Keys of one object.
  size_t keys = 1024;
};

// Parses a document as RFC 8259 has it: UTF-8, no comments, nothing after the value. A key that
// stands twice in one object, a number out of range and a document past `limits` are errors too.
// `file` names the document in messages. Throws FormatError with the place.
Json ParseStrictJson(std::string_view text, const std::string& file, const JsonLimits& limits = {});

// The same from a file. Throws IoError when it cannot be read.
Json ReadStrictJson(const std::filesystem::path& file, const JsonLimits& limits = {});

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_STRICT_JSON_H_
