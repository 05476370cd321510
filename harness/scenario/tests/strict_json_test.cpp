#include "harness/scenario/strict_json.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"
#include "harness/scenario/json_value.h"

namespace tidemark::harness {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using ::testing::ThrowsMessage;

TEST(StrictJson, KeepsTheOrderOfKeys) {
  const Json json = ParseStrictJson(R"({"zebra": 1, "ape": [true, null, -2.5], "cat": {}})", "f");
  EXPECT_EQ(json.dump(), R"({"zebra":1,"ape":[true,null,-2.5],"cat":{}})");
}

TEST(StrictJson, SyntaxErrorsNameFileAndByte) {
  EXPECT_THAT([] { ParseStrictJson("{\"a\": 1,}", "s.json"); },
              ThrowsMessage<FormatError>(AllOf(StartsWith("s.json: not valid JSON: "),
                                               HasSubstr("line 1"), HasSubstr("at byte 9"))));
  for (const char* text : {"", "{", "[1 2]", "{} {}", "{\"a\": 1} // why", "/* */ {}", "'a'",
                           "{\"a\": 01}", "{\"a\": NaN}", "{\"a\": 1e999}", "\"\xff\"", "\"\n\""}) {
    EXPECT_THAT([&] { ParseStrictJson(text, "s.json"); },
                ThrowsMessage<FormatError>(HasSubstr("not valid JSON")))
        << text;
  }
}

TEST(StrictJson, MessagesStayOnOneShortLine) {
  try {
    ParseStrictJson("{\"" + std::string(100'000, 'x'), "s.json");
    FAIL() << "an open string was accepted";
  } catch (const FormatError& error) {
    const std::string message = error.what();
    EXPECT_LT(message.size(), 400u);
    EXPECT_EQ(message.find('\n'), std::string::npos);
  }
}

TEST(StrictJson, RepeatedKeyIsAnError) {
  EXPECT_THAT([] { ParseStrictJson(R"({"a": {"repeats": 5, "repeats": 1}})", "s.json"); },
              ThrowsMessage<FormatError>("s.json: the key \"repeats\" stands twice in one object"));
  EXPECT_NO_THROW(ParseStrictJson(R"({"a": {"a": 5}})", "s.json"));
}

TEST(StrictJson, DepthKeysAndSizeAreBounded) {
  const JsonLimits limits = {.bytes = 1000, .depth = 4, .keys = 3};
  EXPECT_NO_THROW(ParseStrictJson("[[[[]]]]", "f", limits));
  EXPECT_THAT([&] { ParseStrictJson("[[[[[]]]]]", "f", limits); },
              ThrowsMessage<FormatError>("f: nested deeper than 4 levels"));
  EXPECT_THAT([&] { ParseStrictJson(R"({"a":1,"b":1,"c":1,"d":1})", "f", limits); },
              ThrowsMessage<FormatError>("f: more than 3 keys in one object"));
  EXPECT_THAT([&] { ParseStrictJson(std::string(1001, ' '), "f", limits); },
              ThrowsMessage<FormatError>("f: larger than 1000 bytes"));
  EXPECT_THAT([&] { ParseStrictJson(std::string(1'000'000, '['), "f"); },
              ThrowsMessage<FormatError>("f: nested deeper than 16 levels"));
}

TEST(StrictJson, ReadsFiles) {
  const testing::TempDir folder;
  EXPECT_EQ(ReadStrictJson(folder.Write("a.json", "{\"a\": 1}")).dump(), R"({"a":1})");
  EXPECT_THROW(ReadStrictJson(folder.path() / "none.json"), IoError);
}

TEST(JsonValue, WrongTypesSayWhatWasExpectedAndFound) {
  const Json json = ParseStrictJson(R"({"a": [1, "x", {"b": 2.5}]})", "f");
  const JsonValue root(json, "f");
  const auto items = root.Object({"a"}).At("a").Items();
  EXPECT_THAT([&] { items[0].String(); },
              ThrowsMessage<FormatError>("f: expected a text, found the number 1 (key a[0])"));
  EXPECT_THAT([&] { items[1].Number(); },
              ThrowsMessage<FormatError>("f: expected a number, found the text \"x\" (key a[1])"));
  EXPECT_THAT([&] { items[2].Bool(); },
              ThrowsMessage<FormatError>("f: expected true or false, found an object (key a[2])"));
  EXPECT_THAT([&] { items[2].Object({"b"}).At("b").Integer(1, 5); },
              ThrowsMessage<FormatError>(
                  "f: expected a whole number from 1 to 5, found the number 2.5 (key a[2].b)"));
  EXPECT_THAT([&] { root.Items(); },
              ThrowsMessage<FormatError>("f: expected a list, found an object"));
}

TEST(JsonValue, IntegersKeepTheirRange) {
  const Json json = ParseStrictJson("[0, 7, 8, -1, 18446744073709551615]", "f");
  const auto items = JsonValue(json, "f").Items();
  EXPECT_EQ(items[1].Integer(0, 7), 7);
  EXPECT_THROW(items[2].Integer(0, 7), FormatError);
  EXPECT_THROW(items[3].Unsigned(), FormatError);
  EXPECT_EQ(items[4].Unsigned(), 18446744073709551615u);
  EXPECT_THROW(items[4].Integer(-5, 5), FormatError);
}

}  // namespace
}  // namespace tidemark::harness
