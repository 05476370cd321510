#ifndef TIDEMARK_CONVERTER_IO_UTF8_H_
#define TIDEMARK_CONVERTER_IO_UTF8_H_

#include <cstddef>
#include <string_view>

namespace tidemark::converter {

// Bytes of the UTF-8 character (RFC 3629) that `text` begins with; 0 where it begins with none.
size_t Utf8CharacterLength(std::string_view text);

// Is `text` UTF-8, as every string of a model must be for protobuf to read it back?
bool IsUtf8(std::string_view text);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_UTF8_H_
