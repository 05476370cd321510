#ifndef TIDEMARK_HARNESS_REPORT_JSON_TEXT_H_
#define TIDEMARK_HARNESS_REPORT_JSON_TEXT_H_

#include <string>

#include "converter/io/strict_json.h"

namespace tidemark::harness {

// A document as text for people and machines: two blanks of indent, but what fits on a line of 100
// columns stays on it, and a list of plain values (a timeline) always does. Ends with a newline.
// Bytes of a text that are not UTF-8 become U+FFFD.
std::string JsonText(const converter::Json& json);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_JSON_TEXT_H_
