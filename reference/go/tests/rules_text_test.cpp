#include "reference/go/rules_text.h"

#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "reference/go/tests/random_play.h"

namespace tidemark::reference {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::ThrowsMessage;
using Json = nlohmann::ordered_json;

constexpr Rules kTerritoryRules = {
    .scoring = ScoringRule::kTerritory, .tax = TaxRule::kSeki, .komi = 6.5F};

Rules ReadText(const std::string& json) {
  const Json document = Json::parse(json);
  return ReadRules(converter::JsonValue(document, "rules.json", "rules"));
}

void ExpectRefused(const std::string& text, const std::string& reason = "") {
  EXPECT_THAT([&] { ParseRules(text); },
              ThrowsMessage<UsageError>(AllOf(HasSubstr("are not rules"), HasSubstr(reason),
                                              HasSubstr("expected a preset (tromp-taylor, "),
                                              HasSubstr("a JSON object"), Not(HasSubstr("\n")))))
      << text;
}

TEST(ParseRules, TakesPresets) {
  EXPECT_EQ(ParseRules("Tromp-Taylor"), Rules{});
  EXPECT_EQ(ParseRules(" japanese ").scoring, ScoringRule::kTerritory);
  EXPECT_EQ(ParseRules("NZ").komi, 7);
}

TEST(ParseRules, CompactTextMayLeaveOutAnything) {
  EXPECT_EQ(ParseRules("koPOSITIONAL"), Rules{});
  EXPECT_EQ(ParseRules("koPOSITIONALscoreAREAtaxALLsui1"), Rules{.tax = TaxRule::kAll});
  EXPECT_EQ(ParseRules("scoreTERRITORY"), kTerritoryRules);
  EXPECT_EQ(ParseRules("scoreAREA"), Rules{});
  EXPECT_EQ(ParseRules("button1"), (Rules{.button = true, .komi = 7}));
  EXPECT_EQ(ParseRules("button1komi7.5"), (Rules{.button = true}));
  EXPECT_EQ(ParseRules("button0"), Rules{});
  EXPECT_EQ(ParseRules("taxNONEscoreTERRITORY"),
            (Rules{.scoring = ScoringRule::kTerritory, .komi = 6.5F}));
}

TEST(ParseRules, CompactTokensStandInAnyOrderWithBlanksBetween) {
  const Rules expected = {.ko = KoRule::kSituational,
                          .scoring = ScoringRule::kTerritory,
                          .tax = TaxRule::kAll,
                          .multi_stone_suicide = false,
                          .button = true,
                          .white_handicap_bonus = WhiteHandicapBonus::kN,
                          .friendly_pass_ok = true,
                          .komi = -5.5F};
  EXPECT_EQ(ParseRules("koSITUATIONALscoreTERRITORYtaxALLsui0button1whbNfpok1komi-5.5"), expected);
  EXPECT_EQ(ParseRules(" komi-5.5 fpok1\twhbN button1\nsui0 taxALL scoreTERRITORY  koSITUATIONAL "),
            expected);
}

// Where one token begins another, the longer one is meant.
TEST(ParseRules, LongTokensComeBeforeTheirBeginnings) {
  EXPECT_EQ(ParseRules("komi6koSIMPLE"), (Rules{.ko = KoRule::kSimple, .komi = 6}));
  EXPECT_EQ(ParseRules("koSIMPLEkomi6"), (Rules{.ko = KoRule::kSimple, .komi = 6}));
  EXPECT_EQ(ParseRules("scoringTERRITORY"), kTerritoryRules);
  EXPECT_EQ(ParseRules("whbN-1").white_handicap_bonus, WhiteHandicapBonus::kNMinusOne);
  EXPECT_EQ(ParseRules("whbNkomi1").white_handicap_bonus, WhiteHandicapBonus::kN);
  EXPECT_EQ(ParseRules("whb0").white_handicap_bonus, WhiteHandicapBonus::kZero);
  EXPECT_EQ(ParseRules("koSPIGHT").ko, KoRule::kSpight);
}

TEST(ParseRules, RefusesOtherTextAndTellsTheForms) {
  for (const char* text : {"",
                           " ",
                           "go",
                           "ko",
                           "koSimple",
                           "KOSIMPLE",
                           "koSIMPLE,scoreAREA",
                           "ko SIMPLE",
                           "scoreAREAx",
                           "scoringSCORE",
                           "taxNO",
                           "sui2",
                           "sui",
                           "buttonyes",
                           "whbN-2",
                           "whb1",
                           "fpok",
                           "komi",
                           "komi7.25",
                           "komi1e1",
                           "komi7..5",
                           "komi1001",
                           "komiseven",
                           "7.5",
                           "japanese6.5"}) {
    ExpectRefused(text);
  }
  ExpectRefused("a\nb\x1b[31m");
}

TEST(ParseRules, TakesJsonObjects) {
  EXPECT_EQ(ParseRules("{}"), Rules{});
  EXPECT_EQ(ParseRules(R"( {"scoring":"TERRITORY"} )"), kTerritoryRules);
  EXPECT_EQ(ParseRules(R"({"score":"TERRITORY","tax":"NONE","komi":0})"),
            (Rules{.scoring = ScoringRule::kTerritory, .komi = 0}));
  EXPECT_EQ(ParseRules(R"({"hasButton":true})"), (Rules{.button = true, .komi = 7}));
  EXPECT_EQ(ParseRules(R"({"ko":"SPIGHT","scoring":"AREA","tax":"SEKI","suicide":false,
                           "hasButton":false,"whiteHandicapBonus":"N-1","friendlyPassOk":true,
                           "komi":-2.5})"),
            (Rules{.ko = KoRule::kSpight,
                   .tax = TaxRule::kSeki,
                   .multi_stone_suicide = false,
                   .white_handicap_bonus = WhiteHandicapBonus::kNMinusOne,
                   .friendly_pass_ok = true,
                   .komi = -2.5F}));
}

TEST(ParseRules, SaysWhatIsWrongWithAnObject) {
  ExpectRefused("{", "not valid JSON");
  ExpectRefused(R"({"kom":7})", "unknown key");
  ExpectRefused(R"({"ko":"simple"})", "expected one of SIMPLE, POSITIONAL, SITUATIONAL, SPIGHT");
  ExpectRefused(R"({"scoring":"STONES"})", "expected one of AREA, TERRITORY");
  ExpectRefused(R"({"tax":1})", "tax: expected a text");
  ExpectRefused(R"({"suicide":"yes"})", "suicide: expected true or false");
  ExpectRefused(R"({"whiteHandicapBonus":0})", "whiteHandicapBonus");
  ExpectRefused(R"({"komi":"7"})", "komi: expected a number");
  ExpectRefused(R"({"komi":7.25})", "komi: expected a whole or half number");
  ExpectRefused(R"({"komi":1000.5})", "at most 1000");
  ExpectRefused(R"({"komi":7,"komi":7})", "twice");
  ExpectRefused(R"([{}])");
}

TEST(ReadRules, TakesObjectsAndTextsOfEveryForm) {
  EXPECT_EQ(ReadText(R"({"scoring":"TERRITORY"})"), kTerritoryRules);
  EXPECT_EQ(ReadText(R"("scoreTERRITORY")"), kTerritoryRules);
  EXPECT_EQ(ReadText(R"("korean")").ko, KoRule::kSimple);
  EXPECT_EQ(ReadText(R"("{\"komi\":3}")").komi, 3);
}

TEST(ReadRules, NamesThePlaceOfWhatIsWrong) {
  EXPECT_THAT([] { ReadText(R"({"ko":"NONE"})"); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("rules.json: "), HasSubstr("SIMPLE"),
                                               HasSubstr("(key rules.ko)"))));
  EXPECT_THAT([] { ReadText(R"({"komi":0.1})"); },
              ThrowsMessage<FormatError>(HasSubstr("(key rules.komi)")));
  EXPECT_THAT(
      [] { ReadText(R"("nonsense")"); },
      ThrowsMessage<FormatError>(AllOf(HasSubstr("are not rules"), HasSubstr("(key rules)"))));
  EXPECT_THAT([] { ReadText("7"); }, ThrowsMessage<FormatError>(HasSubstr("(key rules)")));
  EXPECT_THAT([] { ReadText("null"); }, ThrowsMessage<FormatError>(HasSubstr("an object")));
}

TEST(RulesText, WhatIsWrittenReadsBack) {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    const Rules rules = testing::PickRules(random);
    const Json json = RulesToJson(rules);
    EXPECT_EQ(json.size(), 8U);
    EXPECT_EQ(ReadText(json.dump()), rules) << json;
    EXPECT_EQ(ParseRules(json.dump()), rules) << json;
    Rules named = ParseRules(NameOf(rules));
    named.komi = rules.komi;
    EXPECT_EQ(named, rules) << NameOf(rules);
  }
}

TEST(RulesText, NamesArePresetsOrCompactText) {
  EXPECT_EQ(NameOf(Rules{}), "tromp-taylor");
  EXPECT_EQ(NameOf({.komi = 0.5F}), "tromp-taylor");
  EXPECT_EQ(NameOf({.tax = TaxRule::kAll}), "koPOSITIONALscoreAREAtaxALLsui1");
  EXPECT_EQ(NameOf({.ko = KoRule::kSpight,
                    .scoring = ScoringRule::kTerritory,
                    .multi_stone_suicide = false,
                    .button = true,
                    .white_handicap_bonus = WhiteHandicapBonus::kNMinusOne,
                    .friendly_pass_ok = true}),
            "koSPIGHTscoreTERRITORYtaxNONEsui0button1whbN-1fpok1");
  EXPECT_EQ(RulesToJson({}).dump(),
            R"({"ko":"POSITIONAL","scoring":"AREA","tax":"NONE","suicide":true,"hasButton":false,)"
            R"("whiteHandicapBonus":"0","friendlyPassOk":false,"komi":7.5})");
}

}  // namespace
}  // namespace tidemark::reference
