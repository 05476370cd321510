#include "harness/cli/roff.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "converter/io/utf8.h"

namespace tidemark::harness {
namespace {

constexpr size_t kLongestLine = 76;

// A character outside ASCII, for programs that read no UTF-8: "\[u00E9]".
std::string EscapedCharacter(std::string_view bytes) {
  auto code = static_cast<uint32_t>(static_cast<unsigned char>(bytes[0]));
  code &= bytes.size() == 2 ? 0x1FU : bytes.size() == 3 ? 0x0FU : 0x07U;
  for (const char c : bytes.substr(1)) {
    code = (code << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  }
  char text[16];
  std::snprintf(text, sizeof text, "\\[u%04X]", code);
  return text;
}

void Append(std::string& roff, std::string_view text, bool literal) {
  while (!text.empty()) {
    const size_t length = converter::Utf8CharacterLength(text);
    if (length > 1) {
      roff += EscapedCharacter(text.substr(0, length));
      text.remove_prefix(length);
      continue;
    }
    const char c = text.front();
    const bool at_line_start = roff.empty() || roff.back() == '\n';
    const bool at_word_start = at_line_start || roff.back() == ' ' || roff.back() == '(';
    text.remove_prefix(1);
    if (c == '\\') {
      roff += "\\e";
    } else if (c == '-' && (literal || at_word_start || roff.ends_with("\\-"))) {
      roff += "\\-";
    } else if (c == '\'' && literal) {
      roff += "\\(aq";
    } else if (c == '`' && literal) {
      roff += "\\(ga";
    } else if (c == '^') {
      roff += "\\(ha";
    } else if (c == '~') {
      roff += "\\(ti";
    } else if ((c == '.' || c == '\'') && at_line_start) {
      roff += std::string("\\&") + c;
    } else {
      roff += c;
    }
  }
}

// Split at single blanks.
std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

}  // namespace

std::string RoffLiteral(std::string_view text) {
  std::string roff;
  Append(roff, text, true);
  return roff;
}

std::string RoffProse(std::string_view text) {
  std::string roff;
  while (!text.empty()) {
    const size_t open = text.find('`');
    const size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
    Append(roff, text.substr(0, close == std::string_view::npos ? close : open), false);
    if (close == std::string_view::npos) break;
    roff += RoffBold(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  return roff;
}

std::string RoffLines(std::string_view roff) {
  std::string filled;
  size_t column = 0;
  bool new_sentence = false;
  for (const std::string_view word : Words(roff)) {
    if (!filled.empty()) {
      const bool breaks = new_sentence || column + 1 + word.size() > kLongestLine;
      filled += breaks ? '\n' : ' ';
      column = breaks ? 0 : column + 1;
    }
    // What a line begins with must not look like a request.
    if (column == 0 && (word.front() == '.' || word.front() == '\'')) filled += "\\&";
    filled += word;
    column += word.size();
    new_sentence = word.size() > 1 && word.ends_with('.') && !word.ends_with("..");
  }
  return filled + "\n";
}

std::string RoffFilled(std::string_view prose) { return RoffLines(RoffProse(prose)); }

std::string RoffLiteralLine(std::string_view text) {
  const std::string roff = RoffLiteral(text);
  std::string lines;
  size_t column = 0;
  for (const std::string_view word : Words(roff)) {
    if (!lines.empty()) {
      lines += ' ';
      ++column;
    }
    if (column + word.size() > kLongestLine) {
      lines += "\\\n";
      column = 0;
    }
    lines += word;
    column += word.size();
  }
  return lines + "\n";
}

std::string RoffBold(std::string_view literal) { return "\\fB" + RoffLiteral(literal) + "\\fR"; }

std::string RoffItalic(std::string_view literal) { return "\\fI" + RoffLiteral(literal) + "\\fR"; }

}  // namespace tidemark::harness
