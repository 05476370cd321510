#include "reference/outputs/position_errors.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatEq;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr float kNotANumber = std::numeric_limits<float>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

PostProcessed Reference() {
  return {.height = 1,
          .width = 2,
          .white_win = 0.5F,
          .white_loss = 0.25F,
          .no_result = 0.25F,
          .white_score_mean = 3,
          .white_score_mean_square = 25,
          .white_lead = 2,
          .variance_time = 7,
          .shortterm_value_error = 0.5F,
          .shortterm_score_error = 4,
          .policy = {0.5F, -1, 0.5F},
          .white_ownership = {0.5F, 0}};
}

TEST(PositionErrors, AreZeroForTheSameEvaluation) {
  const PositionErrors errors = ErrorsBetween(Reference(), Reference());
  EXPECT_EQ(errors.winrate, 0);
  EXPECT_EQ(errors.score_stdev, 0);
  EXPECT_EQ(errors.top_policy, 0);
  EXPECT_EQ(errors.policy_kl, 0);
  EXPECT_THAT(errors.ownership, ElementsAre(0, 0));
}

TEST(PositionErrors, FollowTheirFormulas) {
  PostProcessed candidate = Reference();
  candidate.white_win = 0.5F;
  candidate.white_loss = 0.375F;
  candidate.no_result = 0.125F;
  candidate.white_score_mean = 6;
  candidate.white_score_mean_square = 37;
  candidate.white_lead = 2.5F;
  candidate.variance_time = 70;
  candidate.shortterm_value_error = 0.25F;
  candidate.shortterm_score_error = 6;
  candidate.policy = {0.25F, -1, 0.75F};
  candidate.white_ownership = {-0.25F, 0};
  const PositionErrors errors = ErrorsBetween(Reference(), candidate);
  // |0.125 - 0.0625| + |0.25 - 0.125|
  EXPECT_DOUBLE_EQ(errors.winrate, 0.1875);
  EXPECT_DOUBLE_EQ(errors.lead, 0.5);
  EXPECT_DOUBLE_EQ(errors.score_mean, 3);
  // sqrt(25 - 9) = 4 and sqrt(37 - 36) = 1
  EXPECT_DOUBLE_EQ(errors.score_stdev, 3);
  EXPECT_DOUBLE_EQ(errors.top_policy, 0.25);
  EXPECT_DOUBLE_EQ(errors.policy_kl, 0.5 * std::log(2) + 0.5 * std::log(2.0 / 3));
  EXPECT_DOUBLE_EQ(errors.shortterm_value_error, 0.25);
  EXPECT_DOUBLE_EQ(errors.shortterm_score_error, 2);
  EXPECT_THAT(errors.ownership, ElementsAre(FloatEq(0.75F), 0));
}

TEST(PositionErrors, AVarianceBelowZeroCountsAsNoDeviation) {
  PostProcessed candidate = Reference();
  candidate.white_score_mean_square = 8;
  EXPECT_DOUBLE_EQ(ErrorsBetween(Reference(), candidate).score_stdev, 4);
}

TEST(PositionErrors, TheTopMoveIsTheReferencesFirst) {
  PostProcessed reference = Reference();
  reference.policy = {0.125F, 0.4375F, 0.4375F};
  PostProcessed candidate = Reference();
  candidate.policy = {0.5F, 0.375F, 0.125F};
  EXPECT_DOUBLE_EQ(ErrorsBetween(reference, candidate).top_policy, 0.0625);
}

TEST(PositionErrors, AProbabilityLostAltogetherIsAnInfiniteDivergence) {
  PostProcessed candidate = Reference();
  candidate.policy = {1, -1, 0};
  EXPECT_EQ(ErrorsBetween(Reference(), candidate).policy_kl, kInfinity);
  candidate.policy = {-1, 0, 1};
  EXPECT_EQ(ErrorsBetween(Reference(), candidate).policy_kl, kInfinity);
}

TEST(PositionErrors, WhatIsNotANumberIsInfinitelyWrong) {
  for (const bool in_reference : {false, true}) {
    PostProcessed reference = Reference();
    PostProcessed candidate = Reference();
    PostProcessed& damaged = in_reference ? reference : candidate;
    damaged.white_win = kNotANumber;
    damaged.white_score_mean_square = kNotANumber;
    damaged.white_lead = kNotANumber;
    damaged.policy = {kNotANumber, -1, kNotANumber};
    damaged.white_ownership[1] = kNotANumber;
    const PositionErrors errors = ErrorsBetween(reference, candidate);
    EXPECT_EQ(errors.winrate, kInfinity);
    EXPECT_EQ(errors.score_stdev, kInfinity);
    EXPECT_EQ(errors.lead, kInfinity);
    EXPECT_EQ(errors.score_mean, 0);
    EXPECT_EQ(errors.top_policy, kInfinity);
    EXPECT_EQ(errors.policy_kl, kInfinity);
    EXPECT_THAT(errors.ownership, ElementsAre(0, std::numeric_limits<float>::infinity()));
  }
}

TEST(PositionErrors, InfiniteOnBothSidesIsNotEqual) {
  PostProcessed infinite = Reference();
  infinite.white_lead = std::numeric_limits<float>::infinity();
  EXPECT_EQ(ErrorsBetween(infinite, infinite).lead, kInfinity);
}

TEST(PositionErrors, NeedOneBuffer) {
  PostProcessed larger = Reference();
  larger.width = 3;
  larger.policy.push_back(0);
  larger.white_ownership.push_back(0);
  EXPECT_THAT([&] { ErrorsBetween(Reference(), larger); },
              ThrowsMessage<UsageError>(HasSubstr("2x1 with one of 3x1")));
}

}  // namespace
}  // namespace tidemark::reference
