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

// What breaks a line or turns its direction: U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069.
bool ChangesTheLine(std::string_view character) {
  const auto last = static_cast<uint8_t>(character[2]);
  if (character.starts_with("\xE2\x80")) {
    return (last >= 0x8E && last <= 0x8F) || (last >= 0xA8 && last <= 0xAE);
  }
  return character.starts_with("\xE2\x81") && last >= 0xA6 && last <= 0xA9;
}

bool IsControl(std::string_view character) {
  const auto lead = static_cast<uint8_t>(character[0]);
  if (character.size() == 1) return lead < 0x20 || lead == 0x7F;
  // U+0080 to U+009F, of which some terminals take U+009B for the beginning of an escape.
  if (lead == 0xC2) return static_cast<uint8_t>(character[1]) < 0xA0;
  return lead == 0xE2 && ChangesTheLine(character);
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

std::string PrintableText(std::string_view text, size_t most_bytes) {
  std::string result;
  while (!text.empty()) {
    const std::string_view character = TakeCharacter(text);
    if (result.size() + character.size() > most_bytes) return result + "...";
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
