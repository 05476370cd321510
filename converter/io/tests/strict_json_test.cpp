#include "converter/io/strict_json.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
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
  EXPECT_THAT([] { ParseStrictJson("[\"\xff\"]", "s.json"); },
              ThrowsMessage<FormatError>(HasSubstr("\xEF\xBF\xBD")));
}

TEST(StrictJson, RepeatedKeyIsAnError) {
  EXPECT_THAT([] { ParseStrictJson(R"({"a": {"repeats": 5, "repeats": 1}})", "s.json"); },
              ThrowsMessage<FormatError>(
                  "s.json: the key \"repeats\" stands twice in one object (key a.repeats)"));
  EXPECT_THAT([] { ParseStrictJson(R"([0, {"a b": [1, {"c": 1, "d": {}, "c": 2}]}])", "s.json"); },
              ThrowsMessage<FormatError>(HasSubstr("(key [1].\"a b\"[1].c)")));
  EXPECT_NO_THROW(ParseStrictJson(R"({"a": {"a": 5}})", "s.json"));
}

TEST(StrictJson, DepthKeysAndSizeAreBounded) {
  const JsonLimits limits = {.bytes = 1000, .depth = 4, .keys = 3};
  EXPECT_NO_THROW(ParseStrictJson("[[[[]]]]", "f", limits));
  EXPECT_THAT([&] { ParseStrictJson("[[[[[]]]]]", "f", limits); },
              ThrowsMessage<FormatError>("f: nested deeper than 4 levels"));
  EXPECT_THAT([&] { ParseStrictJson(R"({"a":1,"b":1,"c":1,"d":1})", "f", limits); },
              ThrowsMessage<FormatError>("f: more than 3 keys in one object"));
  EXPECT_THAT([&] { ParseStrictJson(R"([{}, {"x":{"a":1,"b":1,"c":1,"d":1}}])", "f", limits); },
              ThrowsMessage<FormatError>("f: more than 3 keys in one object (key [1].x)"));
  EXPECT_THAT([&] { ParseStrictJson(std::string(1001, ' '), "f", limits); },
              ThrowsMessage<FormatError>("f: larger than 1000 bytes"));
  EXPECT_THAT([&] { ParseStrictJson(std::string(1'000'000, '['), "f"); },
              ThrowsMessage<FormatError>("f: nested deeper than 16 levels"));
}

// Every nesting of what may stand in what, after values of every kind.
TEST(StrictJson, PutsEveryValueInItsPlace) {
  const std::string text =
      R"({"a":[[],[{"b":[1]},{"c":{}}],null],"d":{"e":{"f":"x"},"g":false},"h":-0.5,"":[[[2]]]})";
  EXPECT_EQ(ParseStrictJson(text, "f").dump(), text);
  EXPECT_EQ(ParseStrictJson("7", "f").dump(), "7");
  std::string crowded = "{\"k0\":[0]";
  for (int i = 1; i < 1000; ++i) {
    crowded += ",\"k" + std::to_string(i) + "\":[" + std::to_string(i) + "]";
  }
  EXPECT_EQ(ParseStrictJson(crowded + "}", "f").dump(), crowded + "}");
}

TEST(StrictJson, ReadsFiles) {
  const tidemark::testing::TempDir folder;
  EXPECT_EQ(ReadStrictJson(folder.Write("a.json", "{\"a\": 1}")).dump(), R"({"a":1})");
  EXPECT_THROW(ReadStrictJson(folder.path() / "none.json"), IoError);
  EXPECT_THAT([&] { ReadStrictJson(folder.Write("b.json", "[1, 2]"), {.bytes = 5}); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("b.json"), HasSubstr("5 bytes"))));
}

TEST(StrictJson, HandsOverTheElementsOfOneList) {
  const tidemark::testing::TempDir folder;
  const auto file = folder.Write(
      "l.json",
      R"({"a": [1, [2]], "long": [{"x": [1]}, 7, [], "t", [[3]]], "long2": [4], "b": {}})");
  std::string taken;
  const auto take = [&](const Json& element, const std::string& path) {
    taken += path + "=" + element.dump() + " ";
  };
  const Json rest = ReadStrictJson(file, {}, {{.keys = {"long"}, .take = take}});
  EXPECT_EQ(taken, R"(long[0]={"x":[1]} long[1]=7 long[2]=[] long[3]="t" long[4]=[[3]] )");
  EXPECT_EQ(rest.dump(), R"({"a":[1,[2]],"long":[],"long2":[4],"b":{}})");
  // A list elsewhere is none of it.
  taken.clear();
  ReadStrictJson(folder.Write("m.json", R"([["long", [1]], {"long": [2]}])"), {},
                 {{.keys = {"long"}, .take = take}});
  ReadStrictJson(folder.Write("n.json", R"({"long": {"long": [1]}})"), {},
                 {{.keys = {"long"}, .take = take}});
  EXPECT_EQ(taken, "");
}

TEST(StrictJson, HandsOverListsInTheElementsOfAList) {
  const tidemark::testing::TempDir folder;
  const auto file = folder.Write(
      "l.json",
      R"({"runs": [{"n": [1], "parts": [2, [3]], "x": {"parts": [4]}}, 5, {"parts": [{}]}], "y": 6})");
  std::string taken;
  const auto take = [&](const Json& element, const std::string& path) {
    taken += path + "=" + element.dump() + " ";
  };
  const Json rest = ReadStrictJson(
      file, {}, {{.keys = {"runs"}, .take = take}, {.keys = {"runs", "parts"}, .take = take}});
  EXPECT_EQ(taken,
            "runs[0].parts[0]=2 runs[0].parts[1]=[3] "
            R"(runs[0]={"n":[1],"parts":[],"x":{"parts":[4]}} runs[1]=5 )"
            R"(runs[2].parts[0]={} runs[2]={"parts":[]} )");
  EXPECT_EQ(rest.dump(), R"({"runs":[],"y":6})");
  EXPECT_THAT(
      [&] {
        ReadStrictJson(folder.Write("m.json", R"({"runs": [0, {"parts": [0, {"y": 1, "y": 2}]}]})"),
                       {}, {{.keys = {"runs", "parts"}, .take = take}});
      },
      ThrowsMessage<FormatError>(HasSubstr("(key runs[1].parts[1].y)")));
}

TEST(StrictJson, ErrorsInAHandedOverListHaveTheirPlace) {
  const tidemark::testing::TempDir folder;
  const auto read = [&](const std::string& text) {
    ReadStrictJson(folder.Write("l.json", text), {},
                   {{.keys = {"long"}, .take = [](const Json&, const std::string&) {}}});
  };
  EXPECT_THAT([&] { read(R"({"long": [0, 1, {"x": {"y": 1, "y": 2}}]})"); },
              ThrowsMessage<FormatError>(HasSubstr("(key long[2].x.y)")));
  EXPECT_THAT([&] { read(R"({"long": [0, 1], "other": [{"y": 1, "y": 2}]})"); },
              ThrowsMessage<FormatError>(HasSubstr("(key other[0].y)")));
  EXPECT_THAT([&] { read(R"({"long": [0, 1})"); },
              ThrowsMessage<FormatError>(HasSubstr("not valid JSON")));
}

}  // namespace
}  // namespace tidemark::converter
