#ifndef TIDEMARK_CONVERTER_IO_PRINTABLE_TEXT_H_
#define TIDEMARK_CONVERTER_IO_PRINTABLE_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace tidemark::converter {

// Text of unknown origin made fit for a terminal and for JSON: bytes that are not UTF-8 become
// U+FFFD, and control characters (newlines, escape sequences, and what turns the direction of a
// line) become blanks. Cut after `most_bytes`.
std::string PrintableText(std::string_view text, size_t most_bytes = std::string_view::npos);

// Text of unknown origin as a message quotes it, so that it stays on one line and shows what it
// really is: in double quotes, with a backslash before quotes and backslashes, and with control
// characters and bytes that are not UTF-8 escaped (`\n`, `\x1b`). Cut after 60 bytes.
std::string Quoted(std::string_view text);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_PRINTABLE_TEXT_H_
