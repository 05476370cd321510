#include "harness/measure/printable_text.h"

#include <nlohmann/json.hpp>

namespace tidemark::harness {
namespace {

using nlohmann::json;

std::string ValidUtf8(std::string_view text) {
  const std::string quoted = json(text).dump(-1, ' ', false, json::error_handler_t::replace);
  return json::parse(quoted).get<std::string>();
}

}  // namespace

std::string PrintableText(std::string_view text) {
  std::string result = ValidUtf8(text);
  for (size_t i = 0; i < result.size(); ++i) {
    const auto byte = static_cast<unsigned char>(result[i]);
    if (byte < 0x20 || byte == 0x7f) result[i] = ' ';
    // U+0080 to U+009F, of which some terminals take U+009B for the beginning of an escape.
    if (byte == 0xc2 && i + 1 < result.size() && static_cast<unsigned char>(result[i + 1]) < 0xa0) {
      result.replace(i, 2, " ");
    }
  }
  return result;
}

}  // namespace tidemark::harness
