#include "harness/measure/sample_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

void TakePhase(SampleBuilder& builder, const std::string& name, uint64_t peak, uint64_t life_peak) {
  builder.Take(PhaseBegan{.name = name});
  builder.Take(PhaseEnded{.phase = {.name = name, .peak_rss_bytes = peak},
                          .process_peak_rss_bytes = life_peak});
}

TEST(SampleBuilder, FoldsALifeIntoASample) {
  SampleBuilder builder;
  TakePhase(builder, "load", 500, 600);
  TakePhase(builder, "convert", 400, 600);
  builder.Take(Evaluations{.wall_s = {0.5}, .growth_reason = "too few"});
  builder.Take(SteadyState{
      .plateau = true,
      .as_is = {.rss_bytes = 100, .anon_bytes = 80, .lazyfree_bytes = 30},
      .trimmed = MemoryReading{.rss_bytes = 60, .anon_bytes = 40, .lazyfree_bytes = 0}});
  const Sample sample = builder.Finish(3, {.seen_peak_rss_bytes = 9999});
  EXPECT_EQ(sample.repeat, 3);
  EXPECT_EQ(sample.peak_rss_bytes, 600u);
  EXPECT_EQ(sample.conversion_peak_rss_bytes, 400u);
  EXPECT_EQ(sample.steady_rss_bytes, 100u);
  EXPECT_EQ(sample.steady_anon_bytes, 50u);
  EXPECT_EQ(sample.trimmed_rss_bytes, 60u);
  EXPECT_EQ(sample.trimmed_anon_bytes, 40u);
  EXPECT_EQ(sample.steady_on_plateau, true);
  EXPECT_EQ(sample.growth_reason, "too few");
  EXPECT_EQ(sample.phases.size(), 2u);
}

TEST(SampleBuilder, OfABadEndKeepsWhatWasSeen) {
  SampleBuilder builder;
  TakePhase(builder, "load", 500, 600);
  builder.Take(PhaseBegan{.name = "convert"});
  const Sample sample =
      builder.Finish(0, {.exit = {.status = "crashed"}, .seen_peak_rss_bytes = 9999});
  EXPECT_EQ(sample.peak_rss_bytes, 9999u);
  ASSERT_EQ(sample.phases.size(), 2u);
  EXPECT_FALSE(sample.phases[1].finished);
  EXPECT_FALSE(sample.conversion_peak_rss_bytes.has_value());
  EXPECT_FALSE(sample.steady_on_plateau.has_value());
  EXPECT_EQ(sample.growth_reason, "the process did not get to evaluate");
}

TEST(SampleBuilder, RefusesAnAccountThatDoesNotHoldTogether) {
  SampleBuilder builder;
  EXPECT_THROW(builder.Take(PhaseEnded{.phase = {.name = "load"}}), FormatError);
  builder.Take(PhaseBegan{.name = "load"});
  EXPECT_THROW(builder.Take(PhaseBegan{.name = "load"}), FormatError);
  EXPECT_THROW(builder.Take(PhaseEnded{.phase = {.name = "convert"}}), FormatError);
  builder.Take(SteadyState());
  EXPECT_THROW(builder.Take(SteadyState()), FormatError);
  builder.Take(Evaluations());
  EXPECT_THROW(builder.Take(Evaluations()), FormatError);
}

TEST(SampleBuilder, AFloodOfPhasesEnds) {
  SampleBuilder builder;
  const auto flood = [&] {
    for (int i = 0; i < 1000; ++i) TakePhase(builder, "load", 1, 1);
  };
  EXPECT_THROW(flood(), FormatError);
}

}  // namespace
}  // namespace tidemark::harness
