#include "harness/measure/checks.h"

#include <vector>

#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

TEST(AllEndedWell, NamesTheFirstThatDidNot) {
  std::vector<Sample> samples(3);
  EXPECT_EQ(AllEndedWell("runs", samples).status, CheckStatus::kPass);
  samples[2].repeat = 2;
  samples[2].exit = {.status = "timeout", .message = "ended at its time limit of 1 s"};
  const Check check = AllEndedWell("runs", samples);
  EXPECT_EQ(check.status, CheckStatus::kFail);
  EXPECT_EQ(check.actual, "2 of 3");
  EXPECT_EQ(check.reason, "repeat 2: timeout, ended at its time limit of 1 s");
  EXPECT_EQ(AllEndedWell("runs", {}).status, CheckStatus::kFail);
}

TEST(ArtifactsIdentical, OneDifferentByteFails) {
  std::vector<ArtifactHashes> artifacts = {
      {"off/ane", "aa", "bb"}, {"seed/ane", "aa", "bb"}, {"weight_views/ane", "aa", "bb"}};
  EXPECT_EQ(ArtifactsIdentical("identical", artifacts).status, CheckStatus::kPass);
  EXPECT_EQ(ArtifactsIdentical("identical", artifacts).actual, "3 identical");
  artifacts[1].model_sha256 = "bc";
  const Check check = ArtifactsIdentical("identical", artifacts);
  EXPECT_EQ(check.status, CheckStatus::kFail);
  EXPECT_EQ(check.reason, "model.mlmodel of seed/ane differs from that of off/ane: bc and bb");
}

TEST(ArtifactsIdentical, WhatCannotBeComparedFailsOrIsSkipped) {
  EXPECT_EQ(ArtifactsIdentical("identical", {}).status, CheckStatus::kFail);
  const std::vector<ArtifactHashes> lost = {{"off/ane", "aa", "bb"}, {"seed/ane", "", ""}};
  EXPECT_EQ(ArtifactsIdentical("identical", lost).reason, "seed/ane has no artifact");
  const std::vector<ArtifactHashes> one = {{"off/ane", "aa", "bb"}};
  EXPECT_EQ(ArtifactsIdentical("identical", one).status, CheckStatus::kSkipped);
  const std::vector<ArtifactHashes> none = {{"off/ane", "", ""}};
  EXPECT_EQ(ArtifactsIdentical("identical", none).status, CheckStatus::kFail);
}

TEST(AllPassed, NeedsAPassAndNoFailure) {
  const Check pass = {.status = CheckStatus::kPass};
  const Check fail = {.status = CheckStatus::kFail};
  const Check skipped = {.status = CheckStatus::kSkipped};
  const auto all_passed = [](const std::vector<Check>& checks) { return AllPassed(checks); };
  EXPECT_TRUE(all_passed({pass, skipped}));
  EXPECT_FALSE(all_passed({pass, fail}));
  EXPECT_FALSE(all_passed({skipped}));
  EXPECT_FALSE(all_passed({}));
  EXPECT_EQ(Check().status, CheckStatus::kFail);
}

TEST(NameOf, MatchesTheReport) {
  EXPECT_EQ(NameOf(CheckStatus::kPass), "pass");
  EXPECT_EQ(NameOf(CheckStatus::kFail), "fail");
  EXPECT_EQ(NameOf(CheckStatus::kSkipped), "skipped");
}

}  // namespace
}  // namespace tidemark::harness
