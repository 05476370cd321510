#include "converter/io/utf8.h"

#include <gtest/gtest.h>

namespace tidemark::converter {
namespace {

TEST(Utf8, AcceptsTextAndNothingElse) {
  for (const char* text : {"", "KataGo", "\xC3\xA9", "\xE5\x9B\xB2\xE7\xA2\x81", "\xF0\x9F\x98\x80",
                           "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
  }
  // A lone continuation, a cut sequence, overlong forms, a surrogate, past the end, Latin-1.
  for (const char* text : {"\x80", "a\xC3", "\xC0\xAF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF",
                           "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE9t\xE9", "\xFF"}) {
    EXPECT_FALSE(IsUtf8(text)) << text;
  }
}

TEST(Utf8, TellsTheLengthOfTheFirstCharacter) {
  EXPECT_EQ(Utf8CharacterLength(""), 0U);
  EXPECT_EQ(Utf8CharacterLength("ab"), 1U);
  EXPECT_EQ(Utf8CharacterLength("\xC3\xA9t"), 2U);
  EXPECT_EQ(Utf8CharacterLength("\xE5\x9B\xB2\xE7"), 3U);
  EXPECT_EQ(Utf8CharacterLength("\xF0\x9F\x98\x80"), 4U);
  EXPECT_EQ(Utf8CharacterLength("\xF0\x9F\x98"), 0U);
  EXPECT_EQ(Utf8CharacterLength("\xA9"), 0U);
}

}  // namespace
}  // namespace tidemark::converter
