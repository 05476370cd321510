#include "harness/gate/noise.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/io/hex.h"
#include "converter/io/sha256.h"
#include "converter/io/temporary_directory.h"
#include "harness/gate/tests/made_reports.h"

namespace tidemark::harness {
namespace {

using testing::Grow;
using ::testing::HasSubstr;
using testing::kKiB;
using testing::kMiB;
using testing::MakeReport;
using ::testing::ThrowsMessage;

NoiseRecord ThreeRuns() {
  NoiseMeter meter;
  for (const int64_t more : {-100, 0, 100}) {
    Report report = MakeReport();
    Grow(report, "all/ane", more * static_cast<int64_t>(kKiB), 0);
    meter.Add(report, "run");
  }
  return meter.Record();
}

TEST(NoiseMeter, TellsTheSpreadOfMedians) {
  const NoiseRecord noise = ThreeRuns();
  EXPECT_EQ(noise.runs, 3u);
  EXPECT_EQ(noise.scenario, "made");
  EXPECT_EQ(noise.git_commit, "0123abc");
  const NoiseFigure* const peak = FindNoise(noise, "all/ane", "peak_rss");
  ASSERT_NE(peak, nullptr);
  EXPECT_DOUBLE_EQ(peak->sigma_bytes, 100.0 * kKiB);
  EXPECT_EQ(peak->median_bytes, 64.0 * kMiB + 2 * 4096);
  EXPECT_EQ(peak->max_bytes - peak->min_bytes, 200.0 * kKiB);
  EXPECT_EQ(FindNoise(noise, "off/ane", "peak_rss")->sigma_bytes, 0);
  EXPECT_EQ(FindNoise(noise, "all/ane", "peak_footprint"), nullptr);
  EXPECT_EQ(SuggestedFloor(*peak, 5), 512 * kKiB);
}

TEST(NoiseMeter, TakesOneBuildAndGoodRunsOnly) {
  NoiseMeter meter;
  EXPECT_THAT([&] { meter.Record(); }, ThrowsMessage<UsageError>(HasSubstr("two runs")));
  meter.Add(MakeReport(), "a.json");
  Report other = MakeReport();
  other.environment.git_commit.value = "fff";
  EXPECT_THAT([&] { meter.Add(other, "b.json"); },
              ThrowsMessage<UsageError>(HasSubstr("environment.git_commit: 0123abc, fff")));
  other = MakeReport();
  other.runs[0].samples[0].exit.status = "crashed";
  EXPECT_THAT([&] { meter.Add(other, "b.json"); },
              ThrowsMessage<UsageError>(HasSubstr("did not end well")));
  other = MakeReport();
  other.quick = true;
  EXPECT_THAT([&] { meter.Add(other, "b.json"); }, ThrowsMessage<UsageError>(HasSubstr("--quick")));
}

TEST(BaselineRecord, ComesBackAsItWasWritten) {
  const converter::TemporaryDirectory folder;
  const std::filesystem::path report = folder.path() / "b.json";
  std::ofstream(report) << "{}";
  EXPECT_FALSE(FindBaselineRecord(report).has_value());
  const BaselineRecord written = {
      .report_sha256 = converter::ToHex(converter::Sha256OfFile(report)),
      .host_class = "here",
      .anchor = AnchorOf(MakeReport()),
      .noise = ThreeRuns()};
  EXPECT_EQ(BaselineRecordPath(report), folder.path() / "b.baseline.json");
  WriteBaselineRecord(written, BaselineRecordPath(report));
  const auto read = FindBaselineRecord(report);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->host_class, "here");
  EXPECT_EQ(FindAnchor(read->anchor, "off/ane", "steady_rss")->median_bytes,
            300.0 * kMiB + 2 * 4096);
  ASSERT_TRUE(read->noise.has_value());
  EXPECT_EQ(FindNoise(*read->noise, "all/ane", "peak_rss")->sigma_bytes, 100.0 * kKiB);
}

TEST(BaselineRecord, BelongsToOneReport) {
  const converter::TemporaryDirectory folder;
  const std::filesystem::path report = folder.path() / "b.json";
  std::ofstream(report) << "{}";
  WriteBaselineRecord({.report_sha256 = "00"}, BaselineRecordPath(report));
  EXPECT_THAT([&] { FindBaselineRecord(report); },
              ThrowsMessage<FormatError>(HasSubstr("not the record of b.json as it is now")));
}

TEST(BaselineRecord, CommittedOnesBelongToTheirReports) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(TIDEMARK_SOURCE_DIR) / "results/baselines")) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".json") || name.ends_with(".baseline.json")) continue;
    const auto record = FindBaselineRecord(entry.path());
    ASSERT_TRUE(record.has_value()) << name;
    EXPECT_FALSE(record->anchor.cells.empty()) << name;
    ++count;
  }
  EXPECT_GE(count, 2);
}

TEST(NoiseRecord, ComesBackAndIsNoBaseline) {
  const converter::TemporaryDirectory folder;
  const std::filesystem::path file = folder.path() / "b.baseline.json";
  WriteNoiseRecord(ThreeRuns(), file);
  EXPECT_EQ(ReadNoiseRecord(file).cells.size(), 2u);
  std::ofstream(folder.path() / "b.json") << "{}";
  EXPECT_THAT([&] { FindBaselineRecord(folder.path() / "b.json"); },
              ThrowsMessage<FormatError>(HasSubstr("expected \"tidemark.baseline\"")));
}

}  // namespace
}  // namespace tidemark::harness
