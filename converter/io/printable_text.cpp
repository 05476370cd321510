#include "converter/io/printable_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "converter/io/utf8.h"

namespace tidemark::converter {
namespace {

constexpr size_t kLongestQuoted = 60;

// Takes a character off the front of `text`, or a byte where it does not begin with UTF-8.
std::string_view TakeCharacter(std::string_view& text) {
  const std::string_view taken = text.substr(0, std::max<size_t>(Utf8CharacterLength(text), 1));
  text.remove_prefix(taken.size());
  return taken;
}

bool IsStrayByte(std::string_view character) {
  return character.size() == 1 && static_cast<uint8_t>(character[0]) >= 0x80;
}

bool IsControl(std::string_view character) {
  const auto lead = static_cast<uint8_t>(character[0]);
  if (character.size() == 1) return lead < 0x20 || lead == 0x7F;
  // U+0080 to U+009F, of which some terminals take U+009B for the beginning of an escape.
  return lead == 0xC2 && static_cast<uint8_t>(character[1]) < 0xA0;
}

void AppendEscaped(std::string_view character, std::string& text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  if (character == "\n") {
    text += "\\n";
    return;
  }
  for (const char c : character) {
    const auto byte = static_cast<uint8_t>(c);
    text += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
  }
}

}  // namespace

std::string PrintableText(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::string_view character = TakeCharacter(text);
    if (IsStrayByte(character)) {
      result += "\xEF\xBF\xBD";
    } else if (IsControl(character)) {
      result += ' ';
    } else {
      result += character;
    }
  }
  return result;
}

std::string Quoted(std::string_view text) {
  std::string result = "\"";
  size_t room = kLongestQuoted;
  while (!text.empty()) {
    const std::string_view character = TakeCharacter(text);
    if (character.size() > room) {
      result += "...";
      break;
    }
    room -= character.size();
    if (IsStrayByte(character) || IsControl(character)) {
      AppendEscaped(character, result);
    } else {
      if (character == "\"" || character == "\\") result += '\\';
      result += character;
    }
  }
  return result + '"';
}

}  // namespace tidemark::converter
