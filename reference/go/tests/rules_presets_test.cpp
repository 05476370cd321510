#include "reference/go/rules_presets.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::reference {
namespace {

using ::testing::HasSubstr;

struct NamedRules {
  std::vector<std::string> names = {};
  Rules rules = {};
};

constexpr KoRule kSimple = KoRule::kSimple;
constexpr KoRule kPositional = KoRule::kPositional;
constexpr KoRule kSituational = KoRule::kSituational;
constexpr ScoringRule kArea = ScoringRule::kArea;
constexpr ScoringRule kTerritory = ScoringRule::kTerritory;
constexpr WhiteHandicapBonus kZero = WhiteHandicapBonus::kZero;
constexpr WhiteHandicapBonus kN = WhiteHandicapBonus::kN;
constexpr WhiteHandicapBonus kNMinusOne = WhiteHandicapBonus::kNMinusOne;

// Fields in the order of Rules: ko, scoring, tax, suicide, button, handicap bonus, friendly pass,
// komi.
std::vector<NamedRules> AllPresets() {
  const TaxRule none = TaxRule::kNone;
  const TaxRule seki = TaxRule::kSeki;
  const TaxRule all = TaxRule::kAll;
  return {
      {{"tromp-taylor", "tromp_taylor", "tromp taylor", "tromptaylor"},
       {kPositional, kArea, none, true, false, kZero, false, 7.5F}},
      {{"japanese", "korean"}, {kSimple, kTerritory, seki, false, false, kZero, false, 6.5F}},
      {{"chinese"}, {kSimple, kArea, none, false, false, kN, true, 7.5F}},
      {{"chinese-ogs", "chinese_ogs", "chineseogs", "chinese-kgs", "chinese_kgs", "chinesekgs"},
       {kPositional, kArea, none, false, false, kN, true, 7.5F}},
      {{"aga", "bga", "french"}, {kSituational, kArea, none, false, false, kNMinusOne, true, 7.5F}},
      {{"aga-button", "aga_button", "aga button", "agabutton"},
       {kSituational, kArea, none, false, true, kNMinusOne, true, 7.0F}},
      {{"nz", "newzealand", "new zealand", "new-zealand", "new_zealand"},
       {kSituational, kArea, none, true, false, kZero, true, 7.0F}},
      {{"goe", "ing"}, {kPositional, kArea, none, true, false, kZero, true, 7.5F}},
      {{"ancient-area", "ancient_area", "ancient area", "ancientarea", "stone-scoring",
        "stone_scoring", "stone scoring", "stonescoring"},
       {kSimple, kArea, all, false, false, kZero, true, 7.5F}},
      {{"ancient-territory", "ancient_territory", "ancient territory", "ancientterritory"},
       {kSimple, kTerritory, all, false, false, kZero, false, 6.5F}},
  };
}

std::string UpperCase(std::string text) {
  for (char& letter : text) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return text;
}

TEST(RulesPresets, EveryNameStandsForItsRules) {
  for (const NamedRules& preset : AllPresets()) {
    for (const std::string& name : preset.names) {
      EXPECT_EQ(FindPreset(name), preset.rules) << name;
      EXPECT_EQ(FindPreset(UpperCase(name)), preset.rules) << name;
      EXPECT_EQ(FindPreset(" \t" + name + "\r\n "), preset.rules) << name;
    }
  }
  EXPECT_EQ(FindPreset("Tromp-Taylor"), Rules{});
}

TEST(RulesPresets, OtherNamesStandForNothing) {
  for (const char* name : {"", " ", "tromp", "tromp-", "taylor", "tromp--taylor", "tromp.taylor",
                           "tromp-taylors", "chinese ogs", "chinese kgs", "chinese-", "aga-", "n-z",
                           "nz-", "ja-panese", "japanese2", "new  zealand", "stone", "ancient"}) {
    EXPECT_EQ(FindPreset(name), std::nullopt) << name;
  }
}

TEST(RulesPresets, EqualRulesShareTheirFirstName) {
  const std::vector<std::string> expected = {
      "tromp-taylor", "japanese",    "chinese", "chinese-ogs",  "aga",
      "aga-button",   "new-zealand", "ing",     "ancient-area", "ancient-territory"};
  const std::vector<NamedRules> presets = AllPresets();
  ASSERT_EQ(presets.size(), expected.size());
  for (size_t i = 0; i < presets.size(); ++i) {
    Rules rules = presets[i].rules;
    EXPECT_EQ(PresetOf(rules), expected[i]);
    // Komi is for the players to agree on.
    rules.komi = -12;
    EXPECT_EQ(PresetOf(rules), expected[i]);
    rules.ko = KoRule::kSpight;
    EXPECT_EQ(PresetOf(rules), std::nullopt);
  }
}

TEST(RulesPresets, TheListNamesOneOfEachKind) {
  const std::string names = PresetNames();
  for (const NamedRules& preset : AllPresets()) {
    EXPECT_THAT(names, HasSubstr(std::string(*PresetOf(preset.rules))));
  }
  EXPECT_TRUE(names.starts_with("tromp-taylor, japanese, "));
}

}  // namespace
}  // namespace tidemark::reference
