#include "reference/cases/position_rules.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

bool Possible(const std::string& rules) {
  const std::string file = "rules";
  const converter::Json document = converter::ParseStrictJson(rules, file);
  return NoResultPossible(converter::JsonValue(document, file));
}

TEST(NoResultPossible, UnderSimpleKoOrTerritoryScoring) {
  EXPECT_TRUE(Possible(R"({"ko": "SIMPLE", "scoring": "AREA"})"));
  EXPECT_TRUE(Possible(R"({"ko": "POSITIONAL", "scoring": "TERRITORY"})"));
  EXPECT_TRUE(Possible(R"({"ko": "SPIGHT", "score": "TERRITORY"})"));
  EXPECT_FALSE(Possible(R"({"ko": "SITUATIONAL", "scoring": "AREA"})"));
  EXPECT_FALSE(Possible("{}"));
}

TEST(NoResultPossible, KnowsThePresets) {
  for (const char* name : {"japanese", "Korean", "chinese", "ancient-area", "Stone Scoring",
                           "ancient_territory", " stonescoring "}) {
    EXPECT_TRUE(Possible(nlohmann::json(name).dump())) << name;
  }
  for (const char* name : {"tromp-taylor", "Tromp Taylor", "chinese-ogs", "chinese_kgs", "aga",
                           "BGA", "french", "aga button", "nz", "New Zealand", "goe", "ing"}) {
    EXPECT_FALSE(Possible(nlohmann::json(name).dump())) << name;
  }
}

TEST(NoResultPossible, RefusesOtherNames) {
  EXPECT_THAT([] { Possible("\"chess\""); },
              ThrowsMessage<FormatError>(HasSubstr("found the text \"chess\"")));
  EXPECT_THAT([] { Possible("\"  \""); },
              ThrowsMessage<FormatError>(HasSubstr("expected rules or a preset")));
  EXPECT_THAT([] { Possible("7"); },
              ThrowsMessage<FormatError>(HasSubstr("expected an object, found the number 7")));
  EXPECT_THAT([] { Possible(R"({"scoring": "STONES"})"); },
              ThrowsMessage<FormatError>(
                  HasSubstr("expected one of AREA TERRITORY, found the text \"STONES\"")));
}

}  // namespace
}  // namespace tidemark::reference
