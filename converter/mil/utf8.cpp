#include "converter/mil/utf8.h"

#include <cstddef>
#include <cstdint>

namespace tidemark::converter {
namespace {

// Bytes of the sequence that `lead` starts; 0 for a byte that starts none.
size_t SequenceLength(uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

// The second byte's bounds keep out overlong forms, surrogates, and what is past U+10FFFF.
bool IsSecond(uint8_t lead, uint8_t second) {
  const uint8_t lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const uint8_t highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  return second >= lowest && second <= highest;
}

}  // namespace

bool IsUtf8(std::string_view text) {
  const auto byte = [text](size_t i) { return static_cast<uint8_t>(text[i]); };
  for (size_t i = 0; i < text.size();) {
    const size_t length = SequenceLength(byte(i));
    if (length == 0 || text.size() - i < length) return false;
    if (length > 1 && !IsSecond(byte(i), byte(i + 1))) return false;
    for (size_t k = 2; k < length; ++k) {
      if ((byte(i + k) & 0xC0) != 0x80) return false;
    }
    i += length;
  }
  return true;
}

}  // namespace tidemark::converter
