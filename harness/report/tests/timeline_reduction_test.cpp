#include "harness/report/timeline_reduction.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Lt;
using ::testing::ThrowsMessage;

using Curve = std::vector<uint64_t>;

std::vector<size_t> Reduce(const std::vector<Curve>& curves, size_t most_points) {
  const std::vector<std::span<const uint64_t>> spans(curves.begin(), curves.end());
  return ReduceTimeline(spans, most_points);
}

Curve At(const Curve& curve, const std::vector<size_t>& kept) {
  Curve values;
  for (const size_t index : kept) values.push_back(curve[index]);
  return values;
}

TEST(TimelineReduction, ShortCurvesKeepEveryPoint) {
  EXPECT_THAT(Reduce({{5, 5, 5, 5}}, 4), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(Reduce({{7}}, 4), ElementsAre(0));
  EXPECT_THAT(Reduce({{}}, 4), IsEmpty());
  EXPECT_THAT(Reduce({}, 4), IsEmpty());
}

TEST(TimelineReduction, EveryStretchKeepsItsFirstLowestAndHighestPoint) {
  // In five stretches, the most that there is room for: 3 / 9 9 / 1 / 4 4 / 0 5.
  EXPECT_THAT(Reduce({{3, 9, 9, 1, 4, 4, 0, 5}}, 6), ElementsAre(0, 1, 3, 4, 6, 7));
}

TEST(TimelineReduction, ASpikeOfOneCurveSurvivesAmongOthers) {
  Curve flat(10'000, 100);
  Curve spiked = flat;
  spiked[6'543] = 900;
  spiked[6'600] = 1;
  const std::vector<size_t> kept = Reduce({flat, spiked}, 300);
  EXPECT_THAT(At(spiked, kept), ::testing::Contains(900));
  EXPECT_THAT(At(spiked, kept), ::testing::Contains(1));
  EXPECT_GT(kept.size(), 250U) << "flat stretches leave room for more of them";
}

TEST(TimelineReduction, RefusesCurvesThatDoNotBelongTogetherAndTooLittleRoom) {
  EXPECT_THAT(
      [] {
        Reduce({{1, 2}, {1}}, 300);
      },
      ThrowsMessage<UsageError>(HasSubstr("differ in length")));
  EXPECT_THAT(
      [] {
        Reduce({{1, 2}, {1, 2}}, 5);
      },
      ThrowsMessage<UsageError>(HasSubstr("room for 6 points")));
}

// Curves of many shapes and lengths, from steps to noise.
TEST(TimelineReduction, AlwaysKeepsExtremesOrderAndEndsWithinItsRoom) {
  std::mt19937_64 random(7);
  const auto below = [&](uint64_t limit) { return random() % limit; };
  for (int round = 0; round < 500; ++round) {
    const size_t points = 1 + below(3'000);
    const size_t most_points = 8 + below(400);
    const uint64_t noise = 1 + below(round % 2 == 0 ? 3 : 100'000);
    std::vector<Curve> curves(1 + below(3));
    for (Curve& curve : curves) {
      uint64_t level = 1'000'000;
      for (size_t i = 0; i < points; ++i) {
        if (below(50) == 0) level = below(2'000'000);
        curve.push_back(level + below(noise));
      }
    }
    const std::vector<size_t> kept = Reduce(curves, most_points);
    ASSERT_LE(kept.size(), std::max(most_points, size_t{1}));
    ASSERT_EQ(kept.front(), 0U);
    ASSERT_EQ(kept.back(), points - 1);
    ASSERT_TRUE(std::is_sorted(kept.begin(), kept.end()));
    ASSERT_EQ(std::adjacent_find(kept.begin(), kept.end()), kept.end());
    ASSERT_THAT(kept, Each(Lt(points)));
    ASSERT_TRUE(points > most_points || kept.size() == points);
    for (const Curve& curve : curves) {
      const Curve drawn = At(curve, kept);
      ASSERT_EQ(*std::max_element(drawn.begin(), drawn.end()),
                *std::max_element(curve.begin(), curve.end()));
      ASSERT_EQ(*std::min_element(drawn.begin(), drawn.end()),
                *std::min_element(curve.begin(), curve.end()));
    }
  }
}

}  // namespace
}  // namespace tidemark::harness
