#include "reference/outputs/post_process.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::FloatEq;
using ::testing::FloatNear;
using ::testing::HasSubstr;
using ::testing::NanSensitiveFloatEq;
using ::testing::ThrowsMessage;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

// A 1 x 2 buffer: two points and the pass.
RawOutputs SmallOutputs(int policy_channels, int score_channels) {
  const auto policies = static_cast<size_t>(policy_channels);
  return {.batch = 1,
          .height = 1,
          .width = 2,
          .policy_channels = policy_channels,
          .score_channels = score_channels,
          .policy = std::vector<float>(policies * 2),
          .pass = std::vector<float>(policies),
          .value = std::vector<float>(3),
          .score_value = std::vector<float>(static_cast<size_t>(score_channels)),
          .ownership = std::vector<float>(2)};
}

PositionFacts SmallFacts() { return DefaultFacts({.height = 1, .width = 2}, 1, 2); }

PostProcessed Process(int version, const RawOutputs& outputs, const PositionFacts& facts,
                      PostProcessOptions options = {}) {
  converter::PostProcess constants;
  if (version >= 14) constants.shortterm_score_error = 150;
  return PostProcessor(version, constants, options).Apply(outputs, 0, facts);
}

// The numeric example that goes with the formulas: a version-17 network, Tromp-Taylor, Black to
// move.
TEST(PostProcessor, ReproducesTheWorkedExample) {
  RawOutputs outputs = SmallOutputs(2, 6);
  outputs.value = {-0.447758F, 1.036934F, -6.737728F};
  outputs.score_value = {-0.134316F, -0.471428F, -0.108507F, -3.004412F, -1.309074F, -3.415039F};
  const PostProcessed result = Process(17, outputs, SmallFacts());
  EXPECT_NEAR(result.white_win, 0.815280, 1e-6);
  EXPECT_NEAR(result.white_loss, 0.184720, 1e-6);
  EXPECT_EQ(result.no_result, 0.0F);
  EXPECT_NEAR(result.white_score_mean, 2.686326, 1e-5);
  EXPECT_NEAR(result.white_score_mean_square, 101.29085, 1e-4);
  EXPECT_NEAR(result.white_lead, 2.170148, 1e-5);
  EXPECT_NEAR(result.variance_time, 1.935142, 1e-5);
  EXPECT_NEAR(result.shortterm_value_error, 0.209251, 1e-6);
  EXPECT_NEAR(result.shortterm_score_error, 2.040771, 1e-5);
}

TEST(PostProcessor, NoResultTakesItsShareOnlyWhereTheRulesAllowIt) {
  RawOutputs outputs = SmallOutputs(1, 4);
  outputs.value = {1, 0, -1};
  outputs.score_value = {0.5F, 0, -0.25F, 0};
  PositionFacts facts = SmallFacts();
  facts.white_to_move = true;
  facts.no_result_possible = true;
  const PostProcessed shared = Process(8, outputs, facts);
  EXPECT_NEAR(shared.white_win, 0.665241, 1e-6);
  EXPECT_NEAR(shared.white_loss, 0.244728, 1e-6);
  EXPECT_NEAR(shared.no_result, 0.090031, 1e-6);
  EXPECT_NEAR(shared.white_score_mean, 10 * 0.909969, 1e-4);
  EXPECT_NEAR(shared.white_score_mean_square, (100 + 192.181206) * 0.909969, 1e-3);
  EXPECT_NEAR(shared.white_lead, -5 * 0.909969, 1e-4);

  facts.no_result_possible = false;
  const PostProcessed decided = Process(8, outputs, facts);
  EXPECT_NEAR(decided.white_win, 0.731059, 1e-6);
  EXPECT_EQ(decided.no_result, 0.0F);
  EXPECT_FLOAT_EQ(decided.white_score_mean, 10);
}

TEST(PostProcessor, BlackToMoveFlipsWhatHasAColour) {
  RawOutputs outputs = SmallOutputs(1, 6);
  outputs.value = {1, 0, 0};
  outputs.score_value = {0.5F, 0, 0.25F, 1, 1, 1};
  outputs.ownership = {0.5F, -0.5F};
  PositionFacts facts = SmallFacts();
  const PostProcessed black = Process(10, outputs, facts);
  facts.white_to_move = true;
  const PostProcessed white = Process(10, outputs, facts);
  EXPECT_EQ(black.white_win, white.white_loss);
  EXPECT_EQ(black.white_loss, white.white_win);
  EXPECT_EQ(black.white_score_mean, -10);
  EXPECT_EQ(white.white_score_mean, 10);
  EXPECT_EQ(black.white_lead, -5);
  EXPECT_EQ(white.white_lead, 5);
  EXPECT_EQ(black.white_score_mean_square, white.white_score_mean_square);
  EXPECT_EQ(black.variance_time, white.variance_time);
  EXPECT_EQ(black.shortterm_value_error, white.shortterm_value_error);
  EXPECT_THAT(white.white_ownership, ElementsAre(FloatEq(0.46211716F), FloatEq(-0.46211716F)));
  EXPECT_THAT(black.white_ownership, ElementsAre(FloatEq(-0.46211716F), FloatEq(0.46211716F)));
}

TEST(PostProcessor, ShortTermErrorsFollowTheVersion) {
  RawOutputs outputs = SmallOutputs(2, 6);
  outputs.score_value = {0, 0, 0, -1, 1, 2};
  const PostProcessed v8 = Process(8, outputs, SmallFacts());
  EXPECT_EQ(v8.variance_time, -1);
  EXPECT_EQ(v8.shortterm_value_error, -1);
  EXPECT_EQ(v8.shortterm_score_error, -1);
  const PostProcessed v9 = Process(9, outputs, SmallFacts());
  EXPECT_NEAR(v9.variance_time, 40 * 0.3132617, 1e-5);
  EXPECT_NEAR(v9.shortterm_value_error, 1.3132617, 1e-6);
  EXPECT_NEAR(v9.shortterm_score_error, 21.2692801, 1e-5);
  for (const int version : {10, 11, 12, 13}) {
    const PostProcessed result = Process(version, outputs, SmallFacts());
    EXPECT_NEAR(result.shortterm_value_error, 0.5729882, 1e-6) << version;
    EXPECT_NEAR(result.shortterm_score_error, 7.9879810, 1e-5) << version;
  }
  for (const int version : {14, 15, 16, 17}) {
    const PostProcessed result = Process(version, outputs, SmallFacts());
    EXPECT_NEAR(result.shortterm_value_error, 0.4870385, 1e-6) << version;
    EXPECT_NEAR(result.shortterm_score_error, 16.0841052, 1e-5) << version;
  }
}

TEST(PostProcessor, SoftplusOfALargeNumberIsTheNumber) {
  RawOutputs outputs = SmallOutputs(1, 6);
  outputs.score_value = {0, 1e4F, 0, 1e4F, 0, 0};
  const PostProcessed result = Process(9, outputs, SmallFacts());
  EXPECT_FLOAT_EQ(result.variance_time, 4e5F);
  EXPECT_FLOAT_EQ(result.white_score_mean_square, 4e10F);
}

TEST(PostProcessor, PolicyIsASoftmaxOverLegalMoves) {
  RawOutputs outputs = SmallOutputs(1, 4);
  outputs.policy = {std::log(3.0F), 100};
  outputs.pass = {0};
  PositionFacts facts = SmallFacts();
  facts.legal[1] = false;
  EXPECT_THAT(Process(8, outputs, facts).policy, ElementsAre(FloatEq(0.75F), -1, FloatEq(0.25F)));
}

TEST(PostProcessor, OptimismMixesTheFirstTwoPolicies) {
  RawOutputs outputs = SmallOutputs(2, 6);
  outputs.policy = {0, 0, 2 * std::log(2.0F), 2 * std::log(3.0F)};
  outputs.pass = {0, 0};
  const auto policy = [&](double optimism) {
    return Process(12, outputs, SmallFacts(), {.optimism = optimism}).policy;
  };
  EXPECT_THAT(policy(0), Each(FloatEq(1.0F / 3)));
  EXPECT_THAT(policy(0.5), ElementsAre(FloatEq(2.0F / 6), FloatEq(3.0F / 6), FloatEq(1.0F / 6)));
  EXPECT_THAT(policy(1), ElementsAre(FloatEq(4.0F / 14), FloatEq(9.0F / 14), FloatEq(1.0F / 14)));

  RawOutputs single = SmallOutputs(1, 6);
  EXPECT_THAT(Process(9, single, SmallFacts(), {.optimism = 1}).policy, Each(FloatEq(1.0F / 3)));
}

TEST(PostProcessor, TemperatureFlattensThePolicyAlone) {
  RawOutputs outputs = SmallOutputs(1, 4);
  outputs.policy = {2 * std::log(2.0F), 2 * std::log(3.0F)};
  outputs.value = {1, 0, 0};
  const PostProcessed result = Process(8, outputs, SmallFacts(), {.temperature = 2});
  EXPECT_THAT(result.policy, ElementsAre(FloatEq(2.0F / 6), FloatEq(3.0F / 6), FloatEq(1.0F / 6)));
  EXPECT_NEAR(result.white_loss, 0.731059, 1e-6);
}

TEST(PostProcessor, OutputScaleUndoesABackendsPrescaling) {
  RawOutputs outputs = SmallOutputs(2, 6);
  outputs.policy = {8, 16, 0, 0};
  outputs.value = {4, -8, 2};
  outputs.score_value = {8, 4, -2, -8, -16, -4};
  outputs.ownership = {4, -8};
  RawOutputs scaled = outputs;
  for (auto* values : {&scaled.policy, &scaled.value, &scaled.score_value, &scaled.ownership}) {
    for (float& value : *values) value /= 8;
  }
  PositionFacts facts = SmallFacts();
  facts.no_result_possible = true;
  const PostProcessed expected = Process(15, outputs, facts);
  const PostProcessed result = Process(15, scaled, facts, {.output_scale = 8});
  EXPECT_EQ(result.policy, expected.policy);
  EXPECT_EQ(result.white_ownership, expected.white_ownership);
  EXPECT_EQ(result.white_win, expected.white_win);
  EXPECT_EQ(result.no_result, expected.no_result);
  EXPECT_EQ(result.white_score_mean_square, expected.white_score_mean_square);
  EXPECT_EQ(result.white_lead, expected.white_lead);
  EXPECT_EQ(result.variance_time, expected.variance_time);
  EXPECT_EQ(result.shortterm_score_error, expected.shortterm_score_error);
}

TEST(PostProcessor, LogitsOfMinusInfinityShareTheProbabilityEvenly) {
  RawOutputs outputs = SmallOutputs(1, 4);
  outputs.policy = {-kInfinity, -kInfinity};
  outputs.pass = {-kInfinity};
  EXPECT_THAT(Process(8, outputs, SmallFacts()).policy, Each(FloatEq(1.0F / 3)));
}

TEST(PostProcessor, WhatIsNotANumberStaysSo) {
  RawOutputs outputs = SmallOutputs(1, 4);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  outputs.policy[0] = nan;
  outputs.value[1] = nan;
  outputs.ownership[1] = nan;
  const PostProcessed result = Process(8, outputs, SmallFacts());
  EXPECT_THAT(result.policy, Each(NanSensitiveFloatEq(nan)));
  EXPECT_TRUE(std::isnan(result.white_win));
  EXPECT_FALSE(std::isnan(result.white_ownership[0]));
  EXPECT_TRUE(std::isnan(result.white_ownership[1]));
}

TEST(PostProcessor, OffTheBoardOwnershipIsZeroAndNoMoveIsLegal) {
  RawOutputs outputs = SmallOutputs(1, 4);
  outputs.ownership = {1, 1};
  outputs.policy = {0, 50};
  const PositionFacts facts = DefaultFacts({.height = 1, .width = 1}, 1, 2);
  const PostProcessed result = Process(8, outputs, facts);
  EXPECT_THAT(result.white_ownership, ElementsAre(FloatNear(-0.7615942F, 1e-6F), 0));
  EXPECT_THAT(result.policy, ElementsAre(FloatEq(0.5F), -1, FloatEq(0.5F)));
}

TEST(PostProcessor, TakesOnePositionOfABatch) {
  RawOutputs outputs = SmallOutputs(1, 4);
  outputs.batch = 2;
  outputs.policy = {0, 0, std::log(2.0F), 0};
  outputs.pass = {0, 0};
  outputs.value = {0, 0, 0, 1, 0, 0};
  outputs.score_value = {0, 0, 0, 0, 1, 0, 0, 0};
  outputs.ownership = {0, 0, 1, 0};
  const PostProcessed second =
      PostProcessor(8, converter::PostProcess{}).Apply(outputs, 1, SmallFacts());
  EXPECT_FLOAT_EQ(second.policy[0], 0.5F);
  EXPECT_NEAR(second.white_loss, 0.731059, 1e-6);
  EXPECT_FLOAT_EQ(second.white_score_mean, -20);
  EXPECT_NEAR(second.white_ownership[0], -0.7615942, 1e-6);
}

TEST(PostProcessor, RefusesWhatDoesNotFit) {
  const converter::PostProcess constants;
  const auto make = [&](int version, PostProcessOptions options) {
    return [=] { PostProcessor(version, constants, options); };
  };
  EXPECT_THAT(make(7, {}), ThrowsMessage<UsageError>(HasSubstr("versions 8 to 17 are known")));
  EXPECT_THAT(make(18, {}), ThrowsMessage<UsageError>(HasSubstr("version 18")));
  EXPECT_THAT(make(8, {.optimism = 1.5}), ThrowsMessage<UsageError>(HasSubstr("from 0 to 1")));
  EXPECT_THAT(make(8, {.temperature = 0}), ThrowsMessage<UsageError>(HasSubstr("temperature")));
  EXPECT_THAT(make(8, {.output_scale = std::nan("")}),
              ThrowsMessage<UsageError>(HasSubstr("output scale")));

  const auto apply = [&](int version, const RawOutputs& outputs, int n,
                         const PositionFacts& facts) {
    return [=] { PostProcessor(version, constants).Apply(outputs, n, facts); };
  };
  EXPECT_THAT(apply(9, SmallOutputs(1, 4), 0, SmallFacts()),
              ThrowsMessage<UsageError>(HasSubstr("6 score channels, not 1 and 4")));
  EXPECT_THAT(apply(8, SmallOutputs(1, 4), 1, SmallFacts()),
              ThrowsMessage<UsageError>(HasSubstr("batch of 1")));
  EXPECT_THAT(apply(8, SmallOutputs(1, 4), 0, DefaultFacts({.height = 2, .width = 2}, 2, 2)),
              ThrowsMessage<UsageError>(HasSubstr("buffer of 2x1")));
  EXPECT_THAT([] { DefaultFacts({.height = 3, .width = 2}, 2, 2); },
              ThrowsMessage<UsageError>(HasSubstr("a board of 2x3 does not fit")));
}

}  // namespace
}  // namespace tidemark::reference
