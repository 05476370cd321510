#include "harness/measure/timeline_sampler.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

MemoryReading Holding(uint64_t bytes) {
  return {.rss_bytes = bytes, .anon_bytes = bytes / 2, .peak_rss_bytes = bytes + 5};
}

TEST(TimelineSampler, TakesOneReadingPerInterval) {
  TimelineSampler sampler(0.5);
  EXPECT_EQ(sampler.next_due_s(), 0);
  sampler.Add(0.0, Holding(10));
  EXPECT_EQ(sampler.next_due_s(), 0.5);
  sampler.Add(0.6, Holding(30));
  sampler.Add(1.1, Holding(20));
  const Timeline timeline = sampler.Finish();
  EXPECT_EQ(timeline.interval_s, 0.5);
  EXPECT_THAT(timeline.rss_bytes, ElementsAre(10, 30, 20));
  EXPECT_THAT(timeline.anon_bytes, ElementsAre(5, 15, 10));
  EXPECT_THAT(timeline.footprint_bytes, IsEmpty());
  EXPECT_EQ(timeline.repeated_points, 0u);
  EXPECT_EQ(sampler.peak_rss_bytes(), 35u);
}

TEST(TimelineSampler, MissedPointsRepeatTheOneBeforeAndAreCounted) {
  TimelineSampler sampler(0.5);
  sampler.Add(0.0, Holding(10));
  sampler.Add(2.0, Holding(40));
  const Timeline timeline = sampler.Finish();
  EXPECT_THAT(timeline.rss_bytes, ElementsAre(10, 10, 10, 10, 40));
  EXPECT_EQ(timeline.repeated_points, 3u);
}

TEST(TimelineSampler, StaysBoundedAndKeepsItsPeak) {
  TimelineSampler sampler(0.001);
  for (int i = 0; i < 100'000; ++i) {
    if (0.001 * i >= sampler.next_due_s()) sampler.Add(0.001 * i, Holding(i == 777 ? 9000 : 100));
  }
  const Timeline timeline = sampler.Finish();
  EXPECT_LE(timeline.rss_bytes.size(), TimelineSampler::kMaxPoints);
  EXPECT_GE(timeline.rss_bytes.size(), TimelineSampler::kMaxPoints / 2);
  EXPECT_NEAR(timeline.interval_s * static_cast<double>(timeline.rss_bytes.size()), 100, 1);
  const auto peak = std::max_element(timeline.rss_bytes.begin(), timeline.rss_bytes.end());
  EXPECT_EQ(*peak, 9000u);
  EXPECT_NEAR(timeline.interval_s * static_cast<double>(peak - timeline.rss_bytes.begin()), 0.777,
              timeline.interval_s);
}

TEST(TimelineSampler, ALongGapEndsInAThinnedTimeline) {
  TimelineSampler sampler(0.5, 4);
  sampler.Add(0.0, Holding(10));
  sampler.Add(7.9, Holding(20));
  const Timeline timeline = sampler.Finish();
  EXPECT_EQ(timeline.interval_s, 2.0);
  EXPECT_THAT(timeline.rss_bytes, ElementsAre(10, 10, 10, 20));
  EXPECT_EQ(timeline.repeated_points, 2u);
}

TEST(TimelineSampler, AProcessWithoutMemoryAddsNothing) {
  TimelineSampler sampler(0.5);
  sampler.Add(0.0, MemoryReading());
  EXPECT_THAT(sampler.Finish().rss_bytes, IsEmpty());
  EXPECT_FALSE(sampler.peak_rss_bytes().has_value());
}

}  // namespace
}  // namespace tidemark::harness
