#include "converter/io/json_value.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"

namespace tidemark::converter {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST(JsonValue, WrongTypesSayWhatWasExpectedAndFound) {
  const Json json = ParseStrictJson(R"({"a": [1, "x", {"b": 2.5}, null]})", "f");
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
  EXPECT_THAT([&] { items[3].AnyObject(); },
              ThrowsMessage<FormatError>("f: expected an object, found null (key a[3])"));
  EXPECT_THAT([&] { items[3].Members(); }, ThrowsMessage<FormatError>(HasSubstr("an object")));
  EXPECT_THAT([&] { root.Items(); },
              ThrowsMessage<FormatError>("f: expected a list, found an object"));
  EXPECT_THAT(
      [&] { items[1].FailExpecting("black or white"); },
      ThrowsMessage<FormatError>("f: expected black or white, found the text \"x\" (key a[1])"));
}

TEST(JsonValue, IntegersKeepTheirRange) {
  const Json json = ParseStrictJson("[0, 7, 8, -1, 18446744073709551615]", "f");
  const auto items = JsonValue(json, "f").Items();
  EXPECT_EQ(items[1].Integer(0, 7), 7);
  EXPECT_THROW(items[2].Integer(0, 7), FormatError);
  EXPECT_THROW(items[3].Unsigned(), FormatError);
  EXPECT_EQ(items[4].Unsigned(), 18446744073709551615u);
  EXPECT_THROW(items[4].Integer(-5, 5), FormatError);
  EXPECT_THROW(
      items[4].Integer(std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max()),
      FormatError);
}

TEST(JsonValue, FloatsAreWithinTheirRange) {
  const Json json = ParseStrictJson("[0.1, -3, 3.4028234663852886e38, 3.5e38, -1e300, true]", "f");
  const auto items = JsonValue(json, "f").Items();
  EXPECT_EQ(items[0].Float(), 0.1F);
  EXPECT_EQ(items[1].Float(), -3.0F);
  EXPECT_EQ(items[2].Float(), std::numeric_limits<float>::max());
  EXPECT_THROW(items[3].Float(), FormatError);
  EXPECT_THAT([&] { items[4].Float(); },
              ThrowsMessage<FormatError>("f: expected a number within the range of a float, found "
                                         "the number -1e+300 (key [4])"));
  EXPECT_THAT([&] { items[5].Float(); },
              ThrowsMessage<FormatError>("f: expected a number, found true (key [5])"));
}

TEST(JsonValue, ListsOfUnsignedsAreReadAtOnce) {
  const Json json = Json::parse(R"([[0, 18446744073709551615], [], [1, -1], [1, 2.0], {}])");
  const auto items = JsonValue(json, "f").Items();
  EXPECT_EQ(items[0].Unsigneds(), (std::vector<uint64_t>{0, std::numeric_limits<uint64_t>::max()}));
  EXPECT_TRUE(items[1].Unsigneds().empty());
  EXPECT_THAT([&] { items[2].Unsigneds(); },
              ThrowsMessage<FormatError>(
                  "f: expected a whole number from 0, found the number -1 (key [2][1])"));
  EXPECT_THAT([&] { items[3].Unsigneds(); }, ThrowsMessage<FormatError>(HasSubstr("[3][1]")));
  EXPECT_THAT([&] { items[4].Unsigneds(); }, ThrowsMessage<FormatError>(HasSubstr("a list")));
}

TEST(JsonValue, ElementsAreReadByIndex) {
  const Json json = ParseStrictJson(R"({"a": ["x", "y"]})", "f");
  const JsonValue list = JsonValue(json, "f").AnyObject().At("a");
  EXPECT_EQ(list.size(), 2U);
  EXPECT_EQ(list.Element(1).String(), "y");
  EXPECT_EQ(list.Element(1).path(), "a[1]");
  EXPECT_THAT([&] { list.Element(2); },
              ThrowsMessage<FormatError>("f: the list ends before its element 2 (key a)"));
  EXPECT_THAT([&] { list.Element(0).Element(0); },
              ThrowsMessage<FormatError>("f: expected a list, found the text \"x\" (key a[0])"));
  EXPECT_THAT([&] { list.Element(0).size(); }, ThrowsMessage<FormatError>(HasSubstr("a list")));
}

TEST(JsonValue, KeysAreThoseThatAreAccepted) {
  const Json json = ParseStrictJson(R"({"a": {"b": 1, "c\nd": null}})", "f");
  const JsonValue value = JsonValue(json, "f", "runs[2]").Object({"a", "z"}).At("a");
  EXPECT_NO_THROW(value.Object({"b", "c\nd"}));
  EXPECT_THAT(
      [&] {
        value.Object({"b", "c"});
      },
      ThrowsMessage<FormatError>(R"(f: unknown key "c\nd"; accepted are b, c )"
                                 R"((key runs[2].a."c\nd"))"));
  const JsonObject any = value.AnyObject();
  EXPECT_EQ(any.value().path(), "runs[2].a");
  EXPECT_THAT([&] { any.At("x"); },
              ThrowsMessage<FormatError>("f: the key \"x\" is missing (key runs[2].a)"));
}

TEST(JsonValue, NullMayCountAsLeftOut) {
  const Json json = ParseStrictJson(R"({"a": null, "b": 1})", "f");
  const JsonObject object = JsonValue(json, "f").AnyObject();
  EXPECT_TRUE(object.At("a").IsNull());
  EXPECT_TRUE(object.Find("a").has_value());
  EXPECT_FALSE(object.FindUnlessNull("a").has_value());
  EXPECT_EQ(object.FindUnlessNull("b")->Integer(0, 1), 1);
  EXPECT_FALSE(object.Find("c").has_value());
  EXPECT_FALSE(object.FindUnlessNull("c").has_value());
}

TEST(JsonValue, MembersComeInOrder) {
  const Json json = ParseStrictJson(R"({"z": 1, "a.b": 2})", "f");
  const auto members = JsonValue(json, "f").Members();
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].first, "z");
  EXPECT_EQ(members[1].first, "a.b");
  EXPECT_EQ(members[1].second.Integer(0, 9), 2);
  EXPECT_EQ(members[1].second.path(), R"("a.b")");
}

TEST(JsonValue, IsDumpedAsItCame) {
  const std::string text = R"({"z":[1,-2.5,"x\n\u00e9"],"a":{"b":null}})";
  const Json json = ParseStrictJson(text, "f");
  EXPECT_EQ(JsonValue(json, "f").Dump(), "{\"z\":[1,-2.5,\"x\\n\xC3\xA9\"],\"a\":{\"b\":null}}");
  const Json damaged = "\xFF";
  EXPECT_EQ(JsonValue(damaged, "f").Dump(), "\"\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace tidemark::converter
