#ifndef TIDEMARK_CONVERTER_MIL_UTF8_H_
#define TIDEMARK_CONVERTER_MIL_UTF8_H_

#include <string_view>

namespace tidemark::converter {

// Is `text` UTF-8 (RFC 3629), as every string of a model must be for protobuf to read it back?
bool IsUtf8(std::string_view text);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_UTF8_H_
