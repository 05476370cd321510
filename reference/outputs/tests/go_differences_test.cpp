#include "reference/outputs/go_differences.h"

#include <limits>

#include <gtest/gtest.h>

namespace tidemark::reference {
namespace {

PostProcessed Evaluation() {
  return {.height = 1,
          .width = 2,
          .white_win = 0.5F,
          .white_loss = 0.5F,
          .policy = {0.5F, -1, 0.5F},
          .white_ownership = {0.5F, 0}};
}

TEST(GoDifferences, AreTheLargestOverMovesAndPoints) {
  PostProcessed candidate = Evaluation();
  candidate.white_win = 0.75F;
  candidate.white_loss = 0.25F;
  candidate.white_lead = -3;
  candidate.policy = {0.375F, -1, 0.625F};
  candidate.white_ownership = {0.25F, 0.125F};
  const GoDifferences differences = DifferencesBetween(Evaluation(), candidate);
  EXPECT_DOUBLE_EQ(differences.winrate, 0.25);
  EXPECT_DOUBLE_EQ(differences.lead, 3);
  EXPECT_DOUBLE_EQ(differences.policy, 0.125);
  EXPECT_DOUBLE_EQ(differences.ownership, 0.25);
}

TEST(GoDifferences, AMoveLegalOnOneSideOnlyIsFarOff) {
  PostProcessed candidate = Evaluation();
  candidate.policy = {0.5F, 0, 0.5F};
  EXPECT_DOUBLE_EQ(DifferencesBetween(Evaluation(), candidate).policy, 1);
}

TEST(GoDifferences, WhatIsNotANumberIsInfinitelyFar) {
  PostProcessed candidate = Evaluation();
  candidate.policy[0] = std::numeric_limits<float>::quiet_NaN();
  candidate.white_ownership[0] = std::numeric_limits<float>::quiet_NaN();
  const GoDifferences differences = DifferencesBetween(Evaluation(), candidate);
  EXPECT_EQ(differences.policy, std::numeric_limits<double>::infinity());
  EXPECT_EQ(differences.ownership, std::numeric_limits<double>::infinity());
}

TEST(GoDifferences, IncludeKeepsTheLargerOfEach) {
  GoDifferences all = {.winrate = 1, .policy = 2, .ownership = 3, .lead = 4};
  all.Include({.winrate = 5, .policy = 1, .ownership = 6, .lead = 2});
  EXPECT_EQ(all.winrate, 5);
  EXPECT_EQ(all.policy, 2);
  EXPECT_EQ(all.ownership, 6);
  EXPECT_EQ(all.lead, 4);
}

}  // namespace
}  // namespace tidemark::reference
