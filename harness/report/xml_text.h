#ifndef TIDEMARK_HARNESS_REPORT_XML_TEXT_H_
#define TIDEMARK_HARNESS_REPORT_XML_TEXT_H_

#include <string>
#include <string_view>

namespace tidemark::harness {

// Text of unknown origin as it stands in XML 1.0, between tags and in attributes: on one line, with
// the five characters that mean something escaped, and U+FFFD for what no document may hold.
std::string XmlText(std::string_view text);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_XML_TEXT_H_
