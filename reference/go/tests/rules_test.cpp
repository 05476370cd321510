#include "reference/go/rules.h"

#include <clocale>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::reference {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Rules, AreTrompTaylorsUnlessSaidOtherwise) {
  const Rules rules;
  EXPECT_EQ(rules.ko, KoRule::kPositional);
  EXPECT_EQ(rules.scoring, ScoringRule::kArea);
  EXPECT_EQ(rules.tax, TaxRule::kNone);
  EXPECT_TRUE(rules.multi_stone_suicide);
  EXPECT_FALSE(rules.button);
  EXPECT_EQ(rules.white_handicap_bonus, WhiteHandicapBonus::kZero);
  EXPECT_FALSE(rules.friendly_pass_ok);
  EXPECT_EQ(rules.komi, 7.5F);
}

TEST(Rules, NoResultComesWithSimpleKoOrTerritory) {
  for (const KoRule ko :
       {KoRule::kSimple, KoRule::kPositional, KoRule::kSituational, KoRule::kSpight}) {
    EXPECT_EQ((Rules{.ko = ko}.no_result_possible()), ko == KoRule::kSimple);
    EXPECT_TRUE((Rules{.ko = ko, .scoring = ScoringRule::kTerritory}.no_result_possible()));
  }
}

TEST(Rules, KomiIsAWholeOrHalfNumber) {
  for (const double komi : {0.0, 0.5, 7.0, 7.5, -3.5, 1000.0, -1000.0}) {
    EXPECT_TRUE(IsKomi(komi)) << komi;
  }
  for (const double komi : {0.25, 3.75, 7.4, 1000.5, -1001.0, 1e300,
                            std::numeric_limits<double>::infinity(), std::nan("")}) {
    EXPECT_FALSE(IsKomi(komi)) << komi;
  }
}

TEST(Rules, PointsAreDecimalNumbers) {
  EXPECT_EQ(ParsePoints("7.5"), 7.5);
  EXPECT_EQ(ParsePoints("-3"), -3.0);
  EXPECT_EQ(ParsePoints("+0.5"), 0.5);
  EXPECT_EQ(ParsePoints("375"), 375.0);
  EXPECT_EQ(ParsePoints("3.75"), 3.75);
  EXPECT_EQ(ParsePoints(".5"), 0.5);
  EXPECT_EQ(ParsePoints("6."), 6.0);
  for (const char* text : {"", ".", "-", "+-3", "1.2.3", "7,5", "1e3", "0x10", "nan", "inf", " 7",
                           "7 ", "7.5 points", "00000000000000000000000000000000007"}) {
    EXPECT_EQ(ParsePoints(text), std::nullopt) << text;
  }
}

TEST(Rules, PointsAreReadAlikeInEveryLocale) {
  // A locale with a decimal comma; where it is not installed, the C locale stays.
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  const std::optional<double> points = ParsePoints("7.5");
  std::setlocale(LC_ALL, "C");
  EXPECT_EQ(points, 7.5);
}

TEST(NetworkRules, ReplaceWhatNetworksDoNotKnowAndSaySo) {
  std::vector<std::string> replaced;
  EXPECT_EQ(NetworkRules({.ko = KoRule::kSpight}, replaced), (Rules{.ko = KoRule::kSituational}));
  EXPECT_THAT(replaced, ElementsAre(HasSubstr("Spight")));
  replaced.clear();
  EXPECT_EQ(NetworkRules({.scoring = ScoringRule::kTerritory, .button = true}, replaced),
            (Rules{.scoring = ScoringRule::kTerritory}));
  EXPECT_THAT(replaced, ElementsAre(HasSubstr("button")));
  replaced.clear();
  NetworkRules({.ko = KoRule::kSpight, .scoring = ScoringRule::kTerritory, .button = true},
               replaced);
  EXPECT_THAT(replaced, ElementsAre(HasSubstr("Spight"), HasSubstr("button")));
}

TEST(NetworkRules, LeaveEverythingElse) {
  for (const KoRule ko : {KoRule::kSimple, KoRule::kPositional, KoRule::kSituational}) {
    const Rules rules = {.ko = ko,
                         .tax = TaxRule::kAll,
                         .multi_stone_suicide = false,
                         .button = true,
                         .white_handicap_bonus = WhiteHandicapBonus::kN,
                         .friendly_pass_ok = true,
                         .komi = -4};
    std::vector<std::string> replaced;
    EXPECT_EQ(NetworkRules(rules, replaced), rules);
    EXPECT_THAT(replaced, IsEmpty());
  }
}

}  // namespace
}  // namespace tidemark::reference
