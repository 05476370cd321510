#include "harness/measure/growth.h"

#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

TEST(TheilSenSlope, IsTheMedianOfTheSlopesOfAllPairs) {
  // Pairs: 1, 1, 5, 1, 7, 13; the median is (1 + 5) / 2.
  const std::vector<double> x = {0, 1, 2, 3};
  const std::vector<double> y = {0, 1, 2, 15};
  EXPECT_DOUBLE_EQ(TheilSenSlope(x, y).value(), 3);
}

TEST(TheilSenSlope, NeedsTwoPlaces) {
  EXPECT_FALSE(TheilSenSlope({}, {}).has_value());
  const std::vector<double> same = {3, 3, 3};
  EXPECT_FALSE(TheilSenSlope(same, same).has_value());
}

std::optional<double> GrowthOf(int evaluations, uint64_t (*bytes_after)(int)) {
  GrowthMeter growth;
  for (int i = 0; i < evaluations; ++i) growth.Add({.anon_bytes = bytes_after(i)});
  return growth.BytesPerEvaluation();
}

TEST(GrowthMeter, ASteadyLeakIsItsSlope) {
  EXPECT_DOUBLE_EQ(
      GrowthOf(20, [](int i) { return 5'000'000 + static_cast<uint64_t>(i) * 4096; }).value(),
      4096);
  // Far more readings than are kept.
  EXPECT_DOUBLE_EQ(
      GrowthOf(10'000, [](int i) { return 5'000'000 + static_cast<uint64_t>(i) * 100; }).value(),
      100);
}

TEST(GrowthMeter, ALeakInStepsOfTheHeapIsSeen) {
  const double growth = GrowthOf(400, [](int i) {
                          return static_cast<uint64_t>(i) * 3000 / 135168 * 135168;
                        }).value();
  EXPECT_NEAR(growth, 3000, 300);
}

TEST(GrowthMeter, CachesAndReleasesAreNoLeak) {
  EXPECT_EQ(GrowthOf(20, [](int i) { return uint64_t{i < 3 ? 1'000'000u : 9'000'000u}; }), 0);
  EXPECT_EQ(GrowthOf(20, [](int) { return uint64_t{7}; }), 0);
  EXPECT_LT(GrowthOf(20, [](int i) { return 9'000'000 - static_cast<uint64_t>(i) * 10; }).value(),
            0);
}

TEST(GrowthMeter, TooLittleToTellIsAbsentAndExplained) {
  GrowthMeter growth;
  EXPECT_EQ(growth.reason(), "growth needs at least 4 evaluations, and there were 0");
  for (int i = 0; i < 3; ++i) growth.Add({.anon_bytes = 1});
  EXPECT_FALSE(growth.BytesPerEvaluation().has_value());
  growth.Add({.anon_bytes = 1});
  EXPECT_EQ(growth.BytesPerEvaluation(), 0);
  EXPECT_EQ(growth.reason(), "");
}

TEST(GrowthMeter, UsesTheFootprintWhereAnonymousMemoryIsNotTold) {
  GrowthMeter growth;
  for (uint64_t i = 0; i < 5; ++i) growth.Add({.rss_bytes = 1, .footprint_bytes = 10 * i});
  EXPECT_EQ(growth.BytesPerEvaluation(), 10);
  GrowthMeter blind;
  for (int i = 0; i < 5; ++i) blind.Add({});
  EXPECT_FALSE(blind.BytesPerEvaluation().has_value());
  EXPECT_EQ(blind.reason(), "the process's memory cannot be read");
}

}  // namespace
}  // namespace tidemark::harness
