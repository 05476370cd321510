#include "harness/report/merge.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "harness/report/conclude.h"
#include "harness/report/json_report.h"
#include "harness/report/json_text.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using testing::HandMadeReport;
using ::testing::HasSubstr;
using testing::kMiB;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

// A report of `off` and `seed` with two repeats each, whose figures are those of no other `number`.
Report Whole(int number) {
  Report report = HandMadeReport();
  report.runs[0].samples.resize(1);
  report.runs[0].error = report.runs[1].error;
  report.runs[0].error_reason = "";
  for (RunRecord& run : report.runs) {
    run.samples.push_back(run.samples[0]);
    for (size_t i = 0; i < run.samples.size(); ++i) {
      Sample& sample = run.samples[i];
      sample.repeat = static_cast<int>(i);
      *sample.peak_rss_bytes += static_cast<uint64_t>(number) * 1000 + i;
      sample.phases[0].wall_s = 1 + number + 0.25 * static_cast<double>(i);
    }
  }
  *report.floor.peak_rss_bytes += static_cast<uint64_t>(number);
  Conclude(report, {});
  return report;
}

// The part of Whole(0) that a shard of as many as there are cells measures.
Report Part(int index, int count = 2) {
  Report report = Whole(0);
  report.shard = Shard{.index = index, .count = count};
  std::vector<RunRecord> runs;
  if (index <= 2) runs.push_back(report.runs[static_cast<size_t>(index - 1)]);
  report.runs = runs;
  Conclude(report, {});
  return report;
}

std::vector<NamedReport> Named(const std::vector<Report>& reports) {
  std::vector<NamedReport> named;
  for (const Report& report : reports) {
    named.push_back({.name = std::string(1, static_cast<char>('a' + named.size())) + ".json",
                     .report = report});
  }
  return named;
}

std::string TextOf(const Report& report) { return JsonText(ReportToJson(report)); }

Report Merged(const std::vector<Report>& reports, const MergeOptions& options = {}) {
  return MergeReports(Named(reports), options);
}

TEST(Merge, ShardsMakeTheReportOfTheWhole) {
  EXPECT_EQ(TextOf(Merged({Part(1), Part(2)})), TextOf(Whole(0)));
  EXPECT_EQ(TextOf(Merged({Part(3, 3), Part(2, 3), Part(1, 3)})), TextOf(Whole(0)));
}

TEST(Merge, RepeatsOfACellAreJoinedAndNumberedAnew) {
  const Report merged = Merged({Whole(1), Whole(2), Whole(3)});
  EXPECT_EQ(merged.scenario.repeats, 6);
  ASSERT_THAT(merged.runs, SizeIs(2));
  for (const RunRecord& run : merged.runs) {
    std::vector<int> repeats;
    for (const Sample& sample : run.samples) repeats.push_back(sample.repeat);
    EXPECT_THAT(repeats, ElementsAre(0, 1, 2, 3, 4, 5));
    EXPECT_EQ(run.summary.peak_rss->n, 6U);
    EXPECT_TRUE(run.artifact.has_value());
    EXPECT_TRUE(run.error.has_value());
  }
  EXPECT_EQ(merged.runs[1].summary.peak_rss->max, 120.0 * kMiB + 3001);
  EXPECT_EQ(merged.effects[0].metrics[0].difference->significant, true);
  EXPECT_EQ(merged.floor.peak_rss_bytes, 5 * kMiB + 1);
  EXPECT_THAT(merged.warnings, Not(Contains(Field(&Warning::id, "few_repeats"))));
}

TEST(Merge, ProfilesOfTheSameLayersAreJoined) {
  const auto profiled = [](int number, const std::string& layer) {
    Report report = Whole(number);
    report.scenario.profile = true;
    for (RunRecord& run : report.runs) {
      run.profile =
          LayerProfile{.layers = {{.backend = "ane", .layer = layer, .operation = "conv"}}};
      for (Sample& sample : run.samples) {
        sample.profile = SampleProfile{.evaluations = 8, .wall_s = {1.0 * number}};
      }
      SummariseProfile(run.samples, *run.profile);
    }
    Conclude(report, {});
    return report;
  };
  const Report merged = Merged({profiled(1, "a"), profiled(2, "a"), profiled(5, "a")});
  ASSERT_TRUE(merged.runs[0].profile.has_value());
  EXPECT_EQ(merged.runs[0].profile->samples, 6U);
  EXPECT_EQ(merged.runs[0].profile->evaluations, 48U);
  EXPECT_EQ(merged.runs[0].profile->layers.at(0).wall_s, 2);
  EXPECT_THAT(merged.warnings, Contains(Field(&Warning::id, "profile")));

  const Report other = Merged({profiled(1, "a"), profiled(2, "b")});
  EXPECT_FALSE(other.runs[0].profile.has_value());
  EXPECT_EQ(other.runs[0].profile_reason, "the merged reports are of different layers");
  EXPECT_FALSE(other.runs[0].samples[0].profile.has_value());
}

TEST(Merge, TheOrderOfTheReportsMakesNoDifference) {
  Report elsewhere = Whole(4);
  elsewhere.environment.kernel = "6.1.0";
  elsewhere.environment.host_class = "another class";
  elsewhere.environment.memory_bytes = 1;
  elsewhere.environment.git_commit = {.value = "abc"};
  elsewhere.model->file_sha256 = "0e";
  elsewhere.warnings.push_back({.id = "positions", .message = "komi was guessed"});
  std::vector<Report> reports = {Whole(1), Part(1), Part(2), elsewhere};
  const MergeOptions options = {.across_hosts = true, .across_builds = true};
  const std::string expected = TextOf(Merged(reports, options));
  std::vector<size_t> order = {0, 1, 2, 3};
  while (std::ranges::next_permutation(order).found) {
    std::vector<Report> shuffled;
    for (const size_t index : order) shuffled.push_back(reports[index]);
    EXPECT_EQ(TextOf(Merged(shuffled, options)), expected);
  }
}

TEST(Merge, AMergedReportCanBeReadAndMergedAgain) {
  const Report once = Merged({Whole(1), Whole(2)});
  const Report read = ReportFromJson(ReportToJson(once), "r.json");
  const Report twice = Merged({read, Whole(3)});
  EXPECT_EQ(twice.scenario.repeats, 6);
  EXPECT_EQ(twice.runs[0].summary.peak_rss->median,
            Merged({Whole(1), Whole(2), Whole(3)}).runs[0].summary.peak_rss->median);
}

TEST(Merge, WhatDiffersIsNamedWithItsFile) {
  struct Case {
    std::function<void(Report&)> change;
    std::string expected;
  };
  const std::vector<Case> table = {
      {[](Report& r) { r.scenario.name = "other"; },
       "b.json: cannot be merged with a.json, where it is \"\\\"hand\\\"\", here \"\\\"other\\\"\" "
       "(key scenario.name)"},
      {[](Report& r) { r.scenario.settle.max_s = 9; }, "(key scenario.settle)"},
      {[](Report& r) { r.scenario.limits.clear(); }, "(key scenario.limits)"},
      {[](Report& r) { std::swap(r.scenario.lever_sets[0], r.scenario.lever_sets[1]); },
       "(key scenario.lever_sets)"},
      {[](Report& r) { r.quick = true; }, "(key quick)"},
      {[](Report& r) { r.model->content_sha256 = "feed"; },
       "where it is \"c0de\", here \"feed\" (key model.content_sha256)"},
      {[](Report& r) { r.environment.primary_metric = "footprint"; },
       "(key environment.primary_metric)"},
      {[](Report& r) { r.environment.host_class = "mac"; },
       "here \"mac\"; --across-hosts allows it (key environment.host_class)"},
      {[](Report& r) { r.environment.git_commit = {.value = "abc"}; },
       "here \"abc\"; --across-builds allows it (key environment.git_commit)"},
      {[](Report& r) { r.environment.tidemark_version = "9"; },
       "(key environment.tidemark_version)"},
      {[](Report& r) { r.environment.build_type = "Debug"; }, "(key environment.build_type)"},
      {[](Report& r) { r.environment.sanitized = true; }, "(key environment.sanitized)"},
      {[](Report& r) { r.runs[1].emulated = false; },
       "seed/ane ran with a device that is emulated in one of them only"},
      {[](Report& r) { r.runs[1].levers = {}; }, "seed/ane ran with other levers"},
      {[](Report& r) { r.runs[1].backend = "gpu"; }, "seed/ane ran with other devices"},
      {[](Report& r) { r.runs[1].id = "magic/ane"; },
       "b.json: the run magic/ane stands twice or is not in the report's scenario"},
      {[](Report& r) { r.runs[1].id = "off/ane"; }, "the run off/ane stands twice"},
  };
  for (const Case& entry : table) {
    Report other = Whole(2);
    entry.change(other);
    EXPECT_THAT(
        [&] {
          Merged({Whole(1), other});
        },
        ThrowsMessage<UsageError>(HasSubstr(entry.expected)))
        << entry.expected;
  }
}

TEST(Merge, AProcessNeverCountsTwice) {
  const auto expected = ThrowsMessage<UsageError>(AllOf(
      HasSubstr(".json: holds a process of off/ane that "), HasSubstr("merge each report once")));
  EXPECT_THAT([] { Merged({Whole(1), Whole(1)}); }, expected);
  EXPECT_THAT([] { Merged({Merged({Whole(1), Whole(2)}), Whole(2)}); }, expected);
}

TEST(Merge, HostsAndBuildsAreJoinedWithAWarning) {
  Report other = Whole(2);
  other.environment.host_class = "another class";
  other.environment.cores = 1;
  other.environment.tidemark_version = "0.2.0";
  const Report merged = Merged({Whole(1), other}, {.across_hosts = true, .across_builds = true});
  EXPECT_EQ(merged.environment.host_class, "another class + linux-x86_64-4KiB-glibc_2.36-2cpu");
  EXPECT_EQ(merged.environment.tidemark_version, "0.1.0 + 0.2.0");
  EXPECT_EQ(merged.environment.cores, 1);
  EXPECT_THAT(merged.warnings,
              AllOf(Contains(Field(&Warning::id, "several_host_classes")),
                    Contains(AllOf(Field(&Warning::id, "several_builds"),
                                   Field(&Warning::message, HasSubstr("version 0.1.0 + 0.2.0"))))));
}

TEST(Merge, WhereAModelLiesMakesNoDifference) {
  Report a = Whole(1);
  Report b = Whole(2);
  a.scenario.model = {.path = "/runner/1/net.bin"};
  b.scenario.model = {.path = "/runner/0/net.bin"};
  EXPECT_EQ(Merged({a, b}).scenario.model.path, "/runner/0/net.bin");
}

TEST(Merge, MissingShardsAreNamed) {
  EXPECT_THAT(
      [] {
        Merged({Part(2, 4), Part(4, 4)});
      },
      ThrowsMessage<UsageError>("missing shards: 1/4, 3/4; --partial merges without them"));
  EXPECT_THAT(
      [] {
        Merged({Part(1), Part(2, 3), Part(3, 3)});
      },
      ThrowsMessage<UsageError>(HasSubstr("missing shards: 2/2, 1/3;")));
  EXPECT_THAT([] { Merged({Part(1, 10'000)}); },
              ThrowsMessage<UsageError>(HasSubstr("17/10000 and 9983 more;")));
}

TEST(Merge, MissingCellsAreNamed) {
  Report report = Whole(1);
  report.runs.erase(report.runs.begin());
  EXPECT_THAT([&] { Merged({report}); },
              ThrowsMessage<UsageError>(HasSubstr("missing cells: off/ane;")));
}

TEST(Merge, APartialReportFailsAndStaysPartial) {
  const Report partial = Merged({Part(2)}, {.partial = true});
  EXPECT_FALSE(partial.shard.has_value());
  const auto failure = Contains(AllOf(Field(&Check::name, "every shard is there"),
                                      Field(&Check::status, CheckStatus::kFail),
                                      Field(&Check::reason, "missing shards: 1/2")));
  EXPECT_THAT(partial.checks, failure);
  EXPECT_FALSE(AllPassed(partial.checks));
  EXPECT_THAT(
      [&] {
        Merged({partial, Whole(1)});
      },
      ThrowsMessage<UsageError>(HasSubstr("missing shards: 1/2;")));
  EXPECT_THAT(Merged({partial, Whole(1)}, {.partial = true}).checks, failure);
}

TEST(Merge, CellsWithMoreRepeatsThanOthersAreTold) {
  Report more = Part(1);
  for (Sample& sample : more.runs[0].samples) *sample.phases[0].wall_s += 10;
  const Report merged = Merged({Part(1), Part(2), more});
  EXPECT_EQ(merged.scenario.repeats, 2);
  EXPECT_THAT(merged.warnings,
              Contains(Field(&Warning::message, "cells have from 2 to 4 repeats")));
}

TEST(Merge, MoreRepeatsThanAReportTakesAreAnError) {
  Report many = Whole(1);
  many.runs[0].samples.resize(1, many.runs[0].samples[0]);
  many.runs[0].samples.resize(kMaxRepeats, {.exit = {.status = "timeout"}});
  EXPECT_THAT(
      [&] {
        Merged({many, Whole(2)});
      },
      ThrowsMessage<UsageError>(HasSubstr("1002 processes of a cell together")));
}

TEST(Merge, DifferentPackagesAreNoPackage) {
  Report other = Whole(2);
  other.runs[1].artifact->weight_bin_sha256 = "dead";
  const Report merged = Merged({Whole(1), other});
  EXPECT_FALSE(merged.runs[1].artifact.has_value());
  EXPECT_EQ(merged.runs[1].artifact_reason, "the merged reports are of different packages");
  EXPECT_FALSE(AllPassed(merged.checks));
}

TEST(Merge, ARunThatConvertedNothingHasNoSayAboutThePackage) {
  Report other = Whole(2);
  other.runs[1].artifact.reset();
  other.runs[1].artifact_reason = kNothingConverted;
  EXPECT_EQ(Merged({Whole(1), other}).runs[1].artifact, Whole(1).runs[1].artifact);
  other.runs[1].artifact_reason = "the repeats converted to different packages";
  const Report merged = Merged({Whole(1), other});
  EXPECT_FALSE(merged.runs[1].artifact.has_value());
  EXPECT_EQ(merged.runs[1].artifact_reason, "the repeats converted to different packages");
}

TEST(Merge, DifferentErrorsHaveNoStatisticsInCommon) {
  Report other = Whole(2);
  other.runs[1].error->raw_max_abs = 1;
  const Report merged = Merged({Whole(1), other});
  EXPECT_FALSE(merged.runs[1].error.has_value());
  EXPECT_THAT(merged.runs[1].error_reason, HasSubstr("cannot be joined"));
  EXPECT_THAT(merged.checks, Contains(AllOf(Field(&Check::name, "winrate_max of seed/ane"),
                                            Field(&Check::status, CheckStatus::kFail))));
  EXPECT_TRUE(merged.runs[0].error.has_value());
}

TEST(Merge, WhatOnlyTheCampaignsKnewIsKeptOnce) {
  Report a = Whole(1);
  Report b = Whole(2);
  const Warning note = {.id = "skipped_cases", .message = "3 positions were not evaluated"};
  a.warnings.push_back(note);
  b.warnings.push_back(note);
  const Report merged = Merged({a, b});
  EXPECT_EQ(std::ranges::count(merged.warnings, note), 1);
}

TEST(Merge, NothingIsNoReport) {
  EXPECT_THROW(MergeReports({}), UsageError);
  EXPECT_THAT(Merged({Part(3, 3)}, {.partial = true}).checks,
              Not(Contains(Field(&Check::status, CheckStatus::kPass))));
}

}  // namespace
}  // namespace tidemark::harness
