#include "harness/measure/effects.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/measure/metric.h"

namespace tidemark::harness {
namespace {

using ::testing::HasSubstr;

std::vector<Sample> Samples(uint64_t peak, uint64_t steady,
                            const std::vector<std::string>& phases) {
  std::vector<Sample> samples;
  for (uint64_t i = 0; i < 5; ++i) {
    Sample sample = {.repeat = static_cast<int>(i),
                     .peak_rss_bytes = peak + i,
                     .steady_rss_bytes = steady + i,
                     .steady_anon_bytes = steady / 2 + i};
    for (const std::string& phase : phases) {
      sample.phases.push_back({.name = phase,
                               .peak_rss_bytes = peak / 2 + i,
                               .end = {.rss_bytes = steady, .anon_bytes = 9, .lazyfree_bytes = 2}});
    }
    samples.push_back(sample);
  }
  return samples;
}

const Effect kLabels = {.set = "seed", .levers = {"weight_views"}, .backend = "ane"};

const MetricEffect& Metric(const Effect& effect, const std::string& name) {
  const auto found =
      std::find_if(effect.metrics.begin(), effect.metrics.end(),
                   [&](const MetricEffect& metric) { return metric.metric == name; });
  EXPECT_NE(found, effect.metrics.end()) << name;
  return *found;
}

TEST(EffectsOf, TellsTheWholeLifeAndThenEachPhase) {
  const auto effects = EffectsOf(kLabels, Samples(1000, 200, {"load", "convert"}),
                                 Samples(5000, 600, {"load", "convert"}));
  ASSERT_EQ(effects.size(), 3u);
  EXPECT_EQ(effects[0].set, "seed");
  EXPECT_EQ(effects[0].against, "off");
  EXPECT_EQ(effects[0].backend, "ane");
  EXPECT_FALSE(effects[0].phase.has_value());
  EXPECT_EQ(Metric(effects[0], "peak_rss_bytes").difference->delta, -4000);
  EXPECT_EQ(Metric(effects[0], "peak_rss_bytes").difference->significant, true);
  EXPECT_EQ(Metric(effects[0], "steady_rss_bytes").difference->delta, -400);
  EXPECT_EQ(Metric(effects[0], "steady_anon_bytes").difference->delta, -200);
  EXPECT_EQ(effects[1].phase, "load");
  EXPECT_EQ(effects[2].phase, "convert");
  EXPECT_EQ(Metric(effects[2], "peak_rss_bytes").difference->delta, -2000);
  EXPECT_EQ(Metric(effects[2], "end_rss_bytes").difference->delta, -400);
  EXPECT_EQ(Metric(effects[2], "end_anon_bytes").difference->delta, 0);
}

TEST(EffectsOf, AMissingSideIsExplained) {
  auto off = Samples(5000, 600, {"load"});
  for (Sample& sample : off) sample.steady_rss_bytes.reset();
  const auto effects = EffectsOf(kLabels, Samples(1000, 200, {"load", "release"}), off);
  const MetricEffect& steady = Metric(effects[0], "steady_rss_bytes");
  EXPECT_FALSE(steady.difference.has_value());
  EXPECT_EQ(steady.reason, "no sample of 'off' that ended well has it");
  ASSERT_EQ(effects.size(), 3u);
  EXPECT_EQ(effects[2].phase, "release");
  EXPECT_THAT(Metric(effects[2], "peak_rss_bytes").reason, HasSubstr("'off'"));
  EXPECT_THAT(Metric(effects[0], "trimmed_rss_bytes").reason, HasSubstr("'seed'"));
}

TEST(EffectsOf, OnlyGoodSamplesAndFinishedPhasesCount) {
  auto set = Samples(1000, 200, {"load"});
  set[0].exit.status = "crashed";
  set[0].peak_rss_bytes = 1'000'000;
  set[1].phases[0].finished = false;
  set[1].phases[0].peak_rss_bytes = 1'000'000;
  EXPECT_EQ(ValuesOf(set, &Sample::peak_rss_bytes), (std::vector<double>{1001, 1002, 1003, 1004}));
  const auto effects = EffectsOf(kLabels, set, Samples(1000, 200, {"load"}));
  // Medians 503 (of 502, 503, 504) and 502.
  EXPECT_EQ(Metric(effects[1], "peak_rss_bytes").difference->delta, 1);
}

TEST(EffectsOf, FootprintsAreListedWhereTheyWereMeasured) {
  auto set = Samples(1000, 200, {});
  const auto without = EffectsOf(kLabels, set, set);
  EXPECT_TRUE(std::none_of(
      without[0].metrics.begin(), without[0].metrics.end(),
      [](const MetricEffect& metric) { return metric.metric == "peak_footprint_bytes"; }));
  for (Sample& sample : set) sample.peak_footprint_bytes = 7;
  const auto with = EffectsOf(kLabels, set, set);
  EXPECT_EQ(Metric(with[0], "peak_footprint_bytes").difference->delta, 0);
}

TEST(EffectsOf, NothingAgainstNothingIsAbsentNotZero) {
  const auto effects = EffectsOf(kLabels, {}, {});
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_FALSE(Metric(effects[0], "peak_rss_bytes").difference.has_value());
}

}  // namespace
}  // namespace tidemark::harness
