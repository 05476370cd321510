#include "harness/report/xml_text.h"

#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

// The escape of a character; empty if it stands for itself.
std::string_view EscapeOf(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&apos;";
    default:
      return {};
  }
}

}  // namespace

std::string XmlText(std::string_view text) {
  // Blanks in place of control characters, U+FFFD in place of what is not UTF-8.
  const std::string printable = converter::PrintableText(text);
  std::string escaped;
  for (size_t i = 0; i < printable.size(); ++i) {
    const std::string_view rest = std::string_view(printable).substr(i);
    // U+FFFE and U+FFFF are characters of Unicode and none of XML.
    if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
      escaped += "\xEF\xBF\xBD";
      i += 2;
      continue;
    }
    const std::string_view escape = EscapeOf(printable[i]);
    escaped += escape.empty() ? rest.substr(0, 1) : escape;
  }
  return escaped;
}

}  // namespace tidemark::harness
