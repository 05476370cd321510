#ifndef TIDEMARK_HARNESS_MEASURE_PRINTABLE_TEXT_H_
#define TIDEMARK_HARNESS_MEASURE_PRINTABLE_TEXT_H_

#include <string>
#include <string_view>

namespace tidemark::harness {

// Text of unknown origin made fit for a terminal and for JSON: bytes that are not UTF-8 become
// U+FFFD, and control characters (newlines and escape sequences too) become blanks.
std::string PrintableText(std::string_view text);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_PRINTABLE_TEXT_H_
