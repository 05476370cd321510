#include "harness/report/conclude.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "harness/report/json_report.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using testing::HandMadeReport;
using testing::kMiB;
using ::testing::Not;

std::vector<std::string> NamesOf(const std::vector<Check>& checks) {
  std::vector<std::string> names;
  for (const Check& check : checks) {
    names.push_back(check.name + ": " + std::string(NameOf(check.status)));
  }
  return names;
}

TEST(Conclude, DrawsEverythingFromTheRuns) {
  Report report = HandMadeReport();
  report.runs[1].summary = {};
  Conclude(report, {{.id = "positions", .message = "a note"}});
  EXPECT_EQ(report.runs[1].summary.peak_rss->median, 120.0 * kMiB);
  ASSERT_FALSE(report.effects.empty());
  EXPECT_EQ(report.effects[0].metrics[0].difference->delta, -480.0 * kMiB);
  EXPECT_THAT(NamesOf(report.checks),
              ElementsAre("every process of off/ane ended well: fail",
                          "every process of seed/ane ended well: pass",
                          "artifacts identical across lever sets: pass",
                          "peak_rss of seed/ane: pass", "winrate_max of seed/ane: pass"));
  EXPECT_EQ(report.checks[0].run, "off/ane");
  EXPECT_EQ(report.checks[2].run, "");
  EXPECT_EQ(report.checks[3].run, "seed/ane");
  EXPECT_THAT(report.warnings, Contains(Field(&Warning::message, "a note")));
}

TEST(Conclude, ReplacesWhatItDrewBefore) {
  Report once = HandMadeReport();
  Conclude(once, {});
  Report twice = once;
  Conclude(twice, {});
  EXPECT_EQ(ReportToJson(twice), ReportToJson(once));
}

TEST(Conclude, AShardWithoutTheBaselineHasNoEffectsAndSaysWhatItIs) {
  Report report = HandMadeReport();
  report.shard = Shard{.index = 2, .count = 2};
  report.runs.erase(report.runs.begin());
  Conclude(report, {});
  EXPECT_TRUE(report.effects.empty());
  EXPECT_THAT(NamesOf(report.checks), Contains("every shard is there: skipped"));
  EXPECT_THAT(report.warnings, Contains(Field(&Warning::message,
                                              "shard 2/2 has 1 of 2 cells; `harness merge` joins "
                                              "the shards' reports")));
  EXPECT_THAT(report.warnings, Not(Contains(Field(&Warning::id, "no_baseline"))));
}

TEST(Conclude, AShardWithoutCellsPassesNothing) {
  Report report = HandMadeReport();
  report.shard = Shard{.index = 3, .count = 3};
  report.runs.clear();
  Conclude(report, {});
  EXPECT_FALSE(AllPassed(report.checks));
  EXPECT_THAT(NamesOf(report.checks), ElementsAre("artifacts identical across lever sets: fail",
                                                  "every shard is there: skipped"));
}

}  // namespace
}  // namespace tidemark::harness
