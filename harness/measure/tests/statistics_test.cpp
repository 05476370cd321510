#include "harness/measure/statistics.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

using ::testing::HasSubstr;
using Values = std::vector<double>;

TEST(Summarise, SaysWhatThereIs) {
  EXPECT_FALSE(Summarise({}).has_value());
  const Summary odd = Summarise(Values{3, 1, 2}).value();
  EXPECT_EQ(odd.min, 1);
  EXPECT_EQ(odd.median, 2);
  EXPECT_EQ(odd.max, 3);
  EXPECT_EQ(odd.n, 3u);
  EXPECT_EQ(Summarise(Values{4, 1, 2, 3}).value().median, 2.5);
}

TEST(StandardDeviation, DividesByOneLess) {
  // Squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32 around the mean 5.
  EXPECT_DOUBLE_EQ(StandardDeviation(Values{2, 4, 4, 4, 5, 5, 7, 9}).value(), std::sqrt(32.0 / 7));
  EXPECT_FALSE(StandardDeviation(Values{2}).has_value());
}

TEST(FindTwoModes, ReportsBothSidesOfAWideGap) {
  const Modes modes = FindTwoModes(Values{58.4, 66.4, 58.5, 66.5, 58.3}, 1).value();
  EXPECT_EQ(modes.low.n, 3u);
  EXPECT_EQ(modes.low.median, 58.4);
  EXPECT_EQ(modes.high.n, 2u);
}

TEST(FindTwoModes, IsSilentWithoutAReason) {
  EXPECT_FALSE(FindTwoModes(Values{1, 2, 3, 4, 5}, 0).has_value());
  // One outlier is no mode.
  EXPECT_FALSE(FindTwoModes(Values{1, 1, 1, 1, 100}, 0).has_value());
  // The gap is 3 times the spread, not more.
  EXPECT_FALSE(FindTwoModes(Values{0, 1, 4, 5}, 0).has_value());
  EXPECT_TRUE(FindTwoModes(Values{0, 1, 4.1, 5.1}, 0).has_value());
  // A page more or less is nobody's second mode.
  EXPECT_FALSE(FindTwoModes(Values{8192, 8192, 12288, 12288}, 65536).has_value());
  EXPECT_FALSE(FindTwoModes(Values{0, 0, 9}, 0).has_value());
}

TEST(MannWhitney, CountsOutSmallSamples) {
  // Fully apart: 2 of C(8,4) = 70 and of C(10,5) = 252 assignments are as extreme.
  const RankTest four = MannWhitney(Values{1, 2, 3, 4}, Values{5, 6, 7, 8}).value();
  EXPECT_EQ(four.u, 0);
  EXPECT_NEAR(four.p, 2.0 / 70, 1e-12);
  const RankTest five = MannWhitney(Values{6, 7, 8, 9, 10}, Values{1, 2, 3, 4, 5}).value();
  EXPECT_EQ(five.u, 25);
  EXPECT_NEAR(five.p, 2.0 / 252, 1e-12);
  EXPECT_NEAR(MannWhitney(Values{1}, Values{2}).value().p, 1, 1e-12);
  EXPECT_FALSE(MannWhitney({}, Values{2}).has_value());
}

TEST(MannWhitney, TiesShareTheirRanks) {
  // a wins 1 pair (3 > 2) and ties 3 (two 2s with the 2, the 3 with the 3); 14 of 70 assignments
  // of the midranks 1, 3, 3, 3, 5.5, 5.5, 7, 8 are as far out.
  const RankTest test = MannWhitney(Values{1, 2, 2, 3}, Values{2, 3, 4, 5}).value();
  EXPECT_EQ(test.u, 2.5);
  EXPECT_NEAR(test.p, 14.0 / 70, 1e-12);
  EXPECT_NEAR(MannWhitney(Values{7, 7, 7}, Values{7, 7, 7, 7}).value().p, 1, 1e-12);
}

// Hollander and Wolfe, Table 4.1: water transfer through the human placenta at term and earlier.
const Values kAtTerm = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
const Values kEarlier = {1.15, 0.88, 0.90, 0.74, 1.21};

TEST(MannWhitney, AgreesWithTheTextbook) {
  // Published: W = 35, one-sided p = 0.1272.
  const RankTest test = MannWhitney(kAtTerm, kEarlier).value();
  EXPECT_EQ(test.u, 35);
  EXPECT_NEAR(test.p, 2 * 0.1272, 1e-4);
}

TEST(MannWhitney, LargeSamplesUseTheNormalApproximation) {
  Values low;
  Values high;
  for (int i = 0; i < 30; ++i) {
    low.push_back(i);
    high.push_back(i + 0.5);
  }
  // U = 30 * 29 / 2 = 435; z = (|435 - 450| - 0.5) / sqrt(30 * 30 * 61 / 12), p = erfc(z /
  // sqrt(2)).
  const RankTest test = MannWhitney(low, high).value();
  EXPECT_EQ(test.u, 435);
  EXPECT_NEAR(test.p, std::erfc(14.5 / std::sqrt(4575.0) / std::sqrt(2.0)), 1e-12);
  const Values same(25, 1.0);
  EXPECT_EQ(MannWhitney(same, same).value().p, 1);
}

TEST(ShiftInterval95, FourAgainstFourSpansAllDifferences) {
  // P(U <= 0) = 1/70 and P(U <= 1) = 2/70 > 2.5 %: k = 1.
  const Interval interval = ShiftInterval95(Values{10, 11, 12, 13}, Values{1, 2, 3, 5}).value();
  EXPECT_EQ(interval.low, 10 - 5);
  EXPECT_EQ(interval.high, 13 - 1);
}

TEST(ShiftInterval95, FiveAgainstFiveDropsTwoDifferencesAtEachEnd) {
  // P(U <= 2) = 4/252 and P(U <= 3) = 7/252 > 2.5 %: k = 3. The differences begin with
  // 100 - 16, 100 - 8, 101 - 16 and end with 116 - 1, 116 - 2, 108 - 1.
  const Interval interval =
      ShiftInterval95(Values{100, 101, 102, 108, 116}, Values{1, 2, 4, 8, 16}).value();
  EXPECT_EQ(interval.low, 86);
  EXPECT_EQ(interval.high, 112);
}

TEST(ShiftInterval95, TooFewSamplesHaveNone) {
  EXPECT_FALSE(ShiftInterval95(Values{1, 2, 3}, Values{4, 5, 6}).has_value());
  EXPECT_FALSE(ShiftInterval95(Values{1}, Values{4, 5, 6, 7, 8, 9, 10}).has_value());
  EXPECT_FALSE(ShiftInterval95({}, Values{4}).has_value());
  // 1 of C(8,3) = 56 is below 2.5 %.
  EXPECT_TRUE(ShiftInterval95(Values{1, 2, 3}, Values{4, 5, 6, 7, 8}).has_value());
}

TEST(ShiftInterval95, LargeSamplesCloseInOnTheShift) {
  Values low;
  Values high;
  for (int i = 0; i < 50; ++i) {
    low.push_back(i % 7);
    high.push_back(i % 7 + 100);
  }
  const Interval interval = ShiftInterval95(high, low).value();
  EXPECT_GE(interval.low, 99);
  EXPECT_LE(interval.low, 100);
  EXPECT_GE(interval.high, 100);
  EXPECT_LE(interval.high, 101);
}

TEST(CompareSamples, ALargeEffectIsSignificant) {
  const Difference difference =
      CompareSamples(Values{117, 116, 116, 118, 116}, Values{529, 530, 528, 529, 529}).value();
  EXPECT_EQ(difference.delta, 116 - 529);
  EXPECT_DOUBLE_EQ(difference.percent.value(), 100.0 * -413 / 529);
  EXPECT_LT(difference.ci95->high, 0);
  EXPECT_EQ(difference.significant, true);
  EXPECT_EQ(difference.reason, "");
}

TEST(CompareSamples, ConstantSamplesThatDifferAreSignificant) {
  const Difference difference = CompareSamples(Values(5, 90.0), Values(5, 100.0)).value();
  EXPECT_EQ(difference.ci95->low, -10);
  EXPECT_EQ(difference.ci95->high, -10);
  EXPECT_EQ(difference.significant, true);
}

TEST(CompareSamples, NoiseIsNot) {
  const Difference difference =
      CompareSamples(Values{100, 103, 99, 102, 101}, Values{101, 100, 102, 99, 104}).value();
  EXPECT_LE(difference.ci95->low, 0);
  EXPECT_GE(difference.ci95->high, 0);
  EXPECT_EQ(difference.significant, false);
  EXPECT_EQ(CompareSamples(Values(5, 7.0), Values(5, 7.0)).value().significant, false);
}

TEST(CompareSamples, OneSampleShowsADifferenceAndNoMore) {
  const Difference difference = CompareSamples(Values{90}, Values{100}).value();
  EXPECT_EQ(difference.delta, -10);
  EXPECT_EQ(difference.percent, -10);
  EXPECT_FALSE(difference.ci95.has_value());
  EXPECT_FALSE(difference.significant.has_value());
  EXPECT_THAT(difference.reason, HasSubstr("1 against 1 samples are too few"));
  EXPECT_FALSE(CompareSamples({}, Values{1}).has_value());
  EXPECT_FALSE(CompareSamples(Values{90}, Values{0}).value().percent.has_value());
}

}  // namespace
}  // namespace tidemark::harness
