#include "harness/measure/metric.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<Sample> TwoSamples() {
  return {{.peak_rss_bytes = 10,
           .growth_bytes_per_evaluation = -0.5,
           .phases = {{.name = "load", .peak_rss_bytes = 7}}},
          {.peak_rss_bytes = 20, .phases = {{.name = "convert", .peak_rss_bytes = 8}}}};
}

TEST(LifeMetrics, TakeTheFiguresOfGoodSamplesOnly) {
  std::vector<Sample> samples = TwoSamples();
  EXPECT_THAT(ValuesOf(samples, FindLifeMetric("peak_rss")), ElementsAre(10, 20));
  EXPECT_THAT(ValuesOf(samples, FindLifeMetric("growth_per_evaluation")), ElementsAre(-0.5));
  EXPECT_THAT(ValuesOf(samples, FindLifeMetric("steady_rss")), IsEmpty());
  samples[0].exit.status = "timeout";
  EXPECT_THAT(ValuesOf(samples, FindLifeMetric("peak_rss")), ElementsAre(20));
}

TEST(LifeMetrics, AreListedForAWrongName) {
  try {
    FindLifeMetric("peak");
    FAIL() << "no such metric";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("unknown metric \"peak\"; known are peak_rss, steady_rss"));
  }
}

TEST(LifeMetrics, HaveTheKeysOfReports) {
  EXPECT_EQ(FindLifeMetric("growth_per_evaluation").key(), "growth_per_evaluation_bytes");
  EXPECT_EQ(FindLifeMetric("steady_anon").key(), "steady_anon_bytes");
}

TEST(PhaseMetrics, TakeTheFiguresOfFinishedPhasesOnly) {
  std::vector<Sample> samples = TwoSamples();
  const PhaseMetric& peak = PhaseMetrics().front();
  ASSERT_EQ(peak.id, "peak_rss");
  EXPECT_THAT(ValuesOf(samples, "load", peak), ElementsAre(7));
  samples[0].phases[0].finished = false;
  EXPECT_THAT(ValuesOf(samples, "load", peak), IsEmpty());
}

TEST(PhaseNames, AreInTheOrderOfTheirFirstRun) {
  const std::vector<Sample> samples = TwoSamples();
  EXPECT_THAT(PhaseNames({}, samples), ElementsAre("load", "convert"));
}

}  // namespace
}  // namespace tidemark::harness
