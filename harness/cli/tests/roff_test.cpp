#include "harness/cli/roff.h"

#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

TEST(Roff, WhatIsTypedStaysAscii) {
  EXPECT_EQ(RoffLiteral("a --b 'c' `d` ~/e^f"), "a \\-\\-b \\(aqc\\(aq \\(gad\\(ga \\(ti/e\\(haf");
  EXPECT_EQ(RoffLiteral("C:\\new"), "C:\\enew");
  EXPECT_EQ(RoffBold("-h"), "\\fB\\-h\\fR");
  EXPECT_EQ(RoffItalic("FILE"), "\\fIFILE\\fR");
}

TEST(Roff, NoLineLooksLikeARequest) {
  EXPECT_EQ(RoffLiteral(".TH"), "\\&.TH");
  EXPECT_EQ(RoffProse("'tis"), "\\&'tis");
  EXPECT_EQ(RoffProse("a\n.b"), "a\n\\&.b");
  EXPECT_EQ(RoffFilled("It ends. .json comes next"), "It ends.\n\\&.json comes next\n");
}

TEST(Roff, ProseKeepsItsHyphensButNotThoseOfOptions) {
  EXPECT_EQ(RoffProse("high-water, see --json (-h)"), "high-water, see \\-\\-json (\\-h)");
  EXPECT_EQ(RoffProse("run `a --b` or `c"), "run \\fBa \\-\\-b\\fR or `c");
}

TEST(Roff, CharactersOutsideAsciiAreNamed) {
  EXPECT_EQ(RoffProse("\xc3\xa9 \xe2\x86\x92 \xf0\x9f\x99\x82"), "\\[u00E9] \\[u2192] \\[u1F642]");
}

TEST(Roff, LinesAreShortAndSentencesBeginThem) {
  EXPECT_EQ(RoffFilled("One. Two... and three."), "One.\nTwo... and three.\n");
  const std::string words = "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 ";
  EXPECT_EQ(RoffFilled(words + "0123456789 0123456789"), words + "0123456789\n0123456789\n");
  EXPECT_EQ(RoffLiteralLine(words + "0123456789 0123456789"),
            words + "0123456789 \\\n0123456789\n");
}

}  // namespace
}  // namespace tidemark::harness
