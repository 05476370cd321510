#include "harness/gate/comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "harness/gate/tests/made_reports.h"

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;
using testing::Grow;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kKiB;
using testing::kMiB;
using testing::MakeReport;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

const Change* Find(const Comparison& comparison, const std::string& cell, const std::string& metric,
                   const std::optional<std::string>& phase = {}) {
  for (const Change& change : comparison.changes) {
    if (change.head_cell == cell && change.metric == metric && change.phase == phase) {
      return &change;
    }
  }
  return nullptr;
}

TEST(CompareReports, TellsWhatMovedWorstFirstThenBest) {
  Report head = MakeReport();
  Grow(head, "all/ane", 2 * kMiB, -static_cast<int64_t>(6 * kMiB));
  const Comparison comparison = CompareReports(MakeReport(), head, {});
  EXPECT_THAT(comparison.mismatches, IsEmpty());
  ASSERT_GE(comparison.changes.size(), 3u);
  const Change& worst = comparison.changes[0];
  EXPECT_EQ(worst.head_cell, "all/ane");
  EXPECT_EQ(worst.metric, "peak_rss");
  EXPECT_EQ(worst.direction(), Direction::kWorse);
  EXPECT_EQ(worst.difference->delta, 2.0 * kMiB);
  EXPECT_NEAR(*worst.difference->percent, 3.1, 0.1);
  ASSERT_TRUE(worst.difference->ci95.has_value());
  EXPECT_LT(worst.difference->ci95->low, 2.0 * kMiB);
  EXPECT_GT(worst.difference->ci95->high, 2.0 * kMiB);
  // The same peak, told of its phase.
  EXPECT_EQ(comparison.changes[1].phase, "convert");
  EXPECT_EQ(comparison.changes[2].metric, "steady_rss");
  EXPECT_EQ(comparison.changes[2].direction(), Direction::kBetter);
  EXPECT_EQ(Find(comparison, "off/ane", "peak_rss")->direction(), Direction::kSame);
}

TEST(CompareReports, WhatChanceDoesIsNoise) {
  Report head = MakeReport();
  // Two of five samples elsewhere: the medians differ, the samples overlap.
  for (Sample& sample : head.runs[1].samples) {
    sample.peak_rss_bytes = 64 * kMiB + (sample.repeat % 2 == 0 ? 20 * kKiB : 0);
  }
  const Comparison comparison = CompareReports(MakeReport(), head, {});
  EXPECT_EQ(Find(comparison, "all/ane", "peak_rss")->direction(), Direction::kNoise);
}

TEST(CompareReports, FewSamplesSayNothing) {
  Report head = MakeReport();
  Grow(head, "all/ane", kMiB, 0);
  head.runs[1].samples.resize(1);
  const Comparison comparison = CompareReports(MakeReport(), head, {});
  EXPECT_EQ(Find(comparison, "all/ane", "peak_rss")->direction(), Direction::kUnclear);
}

TEST(CompareReports, AFigureOfOneSideIsMissingAndCellsAreNamed) {
  Report base = MakeReport();
  for (Sample& sample : base.runs[1].samples) sample.steady_rss_bytes.reset();
  Report head = MakeReport();
  head.runs[0].id = "new/ane";
  const Comparison comparison = CompareReports(base, head, {});
  EXPECT_EQ(Find(comparison, "all/ane", "steady_rss")->direction(), Direction::kMissing);
  EXPECT_THAT(comparison.only_in_base, ElementsAre("off/ane"));
  EXPECT_THAT(comparison.only_in_head, ElementsAre("new/ane"));
}

TEST(CompareReports, TakesOnlyWhatIsAskedFor) {
  const Comparison peaks = CompareReports(MakeReport(), MakeReport(), {.metric = "peak_rss"});
  // Of two cells, over their lives and in one phase.
  EXPECT_THAT(peaks.changes, SizeIs(4));
  EXPECT_THAT([] { CompareReports(MakeReport(), MakeReport(), {.metric = "rss"}); },
              ThrowsMessage<UsageError>(HasSubstr("unknown metric \"rss\"; known are peak_rss")));
  EXPECT_THAT([] { CompareReports(MakeReport(), MakeReport(), {.backend = "gpu"}); },
              ThrowsMessage<UsageError>(HasSubstr("there are runs on ane")));
}

TEST(CompareReports, NamesWhatDiffersBesidesTheProgram) {
  Report head = MakeReport();
  head.scenario.board_x = 9;
  head.environment.host_class = "macos";
  head.model->content_sha256 = "dd";
  head.runs[1].levers = SeedLevers();
  const std::string text = MismatchText(FindMismatches(MakeReport(), head));
  EXPECT_EQ(text,
            "scenario.board: 19x19, 9x19; environment.host_class: "
            "linux-x86_64-4KiB-glibc_2.36-2cpu, macos; model.content_sha256: cc, dd; levers of "
            "all/ane: weight_views,stream_gzip,release_weights,layer_streaming,metadata_only_load,"
            "map_weights,return_freed, weight_views,stream_gzip,release_weights");
}

TEST(CompareSets, HoldsEachSetAgainstTheFirst) {
  const std::vector<std::string> sets = {"off", "all"};
  const Comparison comparison = CompareSets(MakeReport(), sets, {.metric = "steady_rss"});
  ASSERT_THAT(comparison.changes, SizeIs(1));
  const Change& change = comparison.changes[0];
  EXPECT_EQ(change.base_cell, "off/ane");
  EXPECT_EQ(change.head_cell, "all/ane");
  EXPECT_EQ(change.difference->delta, -240.0 * kMiB);
}

TEST(CompareSets, RefusesWhatIsNotThere) {
  const std::vector<std::string> unknown = {"off", "seed"};
  EXPECT_THAT([&] { CompareSets(MakeReport(), unknown, {}); },
              ThrowsMessage<UsageError>(HasSubstr("no lever set \"seed\"; it has off, all")));
  const std::vector<std::string> one = {"off"};
  EXPECT_THAT([&] { CompareSets(MakeReport(), one, {}); },
              ThrowsMessage<UsageError>(HasSubstr("two lever sets or more")));
}

}  // namespace
}  // namespace tidemark::harness
