#include "harness/measure/checks.h"

#include <limits>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

using ::testing::HasSubstr;

constexpr uint64_t kMiB = uint64_t{1} << 20;

Summary MedianOf(double value) { return {.min = 0, .median = value, .max = 1e12, .n = 5}; }

TEST(BytesAtMost, JudgesTheMedian) {
  const Check pass = BytesAtMost("peak", MedianOf(140.0 * kMiB), 140 * kMiB);
  EXPECT_EQ(pass.status, CheckStatus::kPass);
  EXPECT_EQ(pass.actual, "140.00 MiB (146800640 bytes)");
  EXPECT_EQ(pass.reason, "");
  const Check fail = BytesAtMost("peak", MedianOf(140.0 * kMiB + 1), 140 * kMiB);
  EXPECT_EQ(fail.status, CheckStatus::kFail);
  EXPECT_EQ(fail.reason,
            "140.00 MiB (146800641 bytes) is over the limit of 140.00 MiB (146800640 bytes)");
}

TEST(BytesAtMost, NothingMeasuredFails) {
  const Check check = BytesAtMost("peak", std::nullopt, 100);
  EXPECT_EQ(check.status, CheckStatus::kFail);
  EXPECT_EQ(check.reason, "nothing was measured");
  EXPECT_EQ(check.limit, "100 bytes");
  EXPECT_EQ(BytesAtMost("peak", Summary(), 100).status, CheckStatus::kFail);
}

TEST(FractionAtMost, ReadsInPercent) {
  const Check check = FractionAtMost("winrate_max", 0.0125, 0.01);
  EXPECT_EQ(check.status, CheckStatus::kFail);
  EXPECT_EQ(check.actual, "1.25 %");
  EXPECT_EQ(check.limit, "1 %");
  EXPECT_EQ(FractionAtMost("winrate_max", 0.01, 0.01).status, CheckStatus::kPass);
  EXPECT_EQ(FractionAtMost("winrate_max", std::nullopt, 0.01).status, CheckStatus::kFail);
  EXPECT_EQ(FractionAtMost("winrate_max", std::numeric_limits<double>::quiet_NaN(), 0.01).status,
            CheckStatus::kFail);
}

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
