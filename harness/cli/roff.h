#ifndef TIDEMARK_HARNESS_CLI_ROFF_H_
#define TIDEMARK_HARNESS_CLI_ROFF_H_

#include <string>
#include <string_view>

namespace tidemark::harness {

// Text as roff reads it, in lines that need no further escaping but in arguments of macros, where
// no double quote may stand.

// What is typed or printed as it is: hyphens, quotes, carets and tildes stay the ASCII ones.
std::string RoffLiteral(std::string_view text);

// Prose: words that begin with a hyphen are literal, and so is what stands `in backticks`, which
// is set in bold.
std::string RoffProse(std::string_view text);

// A paragraph of roff in lines of input: a sentence begins a line, and lines are short, as programs
// that check pages want them.
std::string RoffLines(std::string_view roff);

// Prose as such a paragraph.
std::string RoffFilled(std::string_view prose);

// A line that is shown as it is, going on over several lines of input where it is long.
std::string RoffLiteralLine(std::string_view text);

std::string RoffBold(std::string_view literal);
std::string RoffItalic(std::string_view literal);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_ROFF_H_
