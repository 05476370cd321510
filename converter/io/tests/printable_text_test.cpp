#include "converter/io/printable_text.h"

#include <string>

#include <gtest/gtest.h>

namespace tidemark::converter {
namespace {

TEST(PrintableText, KeepsTextAndReplacesTheRest) {
  EXPECT_EQ(PrintableText(""), "");
  EXPECT_EQ(PrintableText("a\nb\x1b[2J\xff"), "a b [2J\xEF\xBF\xBD");
  EXPECT_EQ(PrintableText("Gr\xC3\xB6\xC3\x9F"
                          "e \xC2\x9B"
                          "1m\x7F\xC2\xA0"),
            "Gr\xC3\xB6\xC3\x9F"
            "e  1m \xC2\xA0");
  EXPECT_EQ(PrintableText("cut \xC3"), "cut \xEF\xBF\xBD");
}

TEST(PrintableText, TurnsNoLineAround) {
  EXPECT_EQ(PrintableText("a\u202Eb\u2028c\u2066d\u200Fe"), "a b c d e");
  // Neighbours of those.
  EXPECT_EQ(PrintableText("\u200D\u2010\u2027\u202F\u2065\u206A"),
            "\u200D\u2010\u2027\u202F\u2065\u206A");
}

TEST(PrintableText, CutsBetweenCharacters) {
  EXPECT_EQ(PrintableText("abcdef", 6), "abcdef");
  EXPECT_EQ(PrintableText("abcdefg", 6), "abcdef...");
  EXPECT_EQ(PrintableText("abcde\u00F6", 6), "abcde...");
}

TEST(Quoted, ShowsWhatATextReallyIs) {
  EXPECT_EQ(Quoted(""), R"("")");
  EXPECT_EQ(Quoted("repeats"), R"("repeats")");
  EXPECT_EQ(Quoted("Gr\xC3\xB6\xC3\x9F"
                   "e"),
            "\"Gr\xC3\xB6\xC3\x9F"
            "e\"");
  EXPECT_EQ(Quoted("a\nb\x1B[2J\x7F\xC2\x9B"), R"("a\nb\x1b[2J\x7f\xc2\x9b")");
  EXPECT_EQ(Quoted(std::string_view("\0\xFF\xC3", 3)), R"("\x00\xff\xc3")");
  EXPECT_EQ(Quoted(R"(say "\n")"), R"("say \"\\n\"")");
}

TEST(Quoted, CutsLongTextBetweenCharacters) {
  EXPECT_EQ(Quoted(std::string(60, 'y')), '"' + std::string(60, 'y') + '"');
  EXPECT_EQ(Quoted(std::string(61, 'y')), '"' + std::string(60, 'y') + "...\"");
  EXPECT_EQ(Quoted(std::string(59, 'y') + "\xC3\xB6"), '"' + std::string(59, 'y') + "...\"");
}

}  // namespace
}  // namespace tidemark::converter
