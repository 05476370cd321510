#include "harness/report/page_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "harness/report/representative_sample.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using ::testing::ElementsAre;
using testing::HandMadeReport;
using testing::kMiB;

std::vector<std::string> KeysOf(const Json& list) {
  std::vector<std::string> keys;
  for (const Json& entry : list) keys.push_back(entry["key"]);
  return keys;
}

TEST(PageData, OffersTheFiguresThatARunHas) {
  const Json data = PageData(HandMadeReport());
  EXPECT_THAT(KeysOf(data["figures"]),
              ElementsAre("peak_rss_bytes", "steady_rss_bytes", "steady_anon_bytes",
                          "conversion_peak_rss_bytes"));
  EXPECT_EQ(data["figures"][0]["floor_bytes"], 5 * kMiB);
  EXPECT_TRUE(data["figures"][3]["floor_bytes"].is_null());

  Report mac = HandMadeReport();
  mac.runs[0].summary.peak_footprint = Summary{.min = 1, .median = 2, .max = 3, .n = 5};
  EXPECT_EQ(PageData(mac)["figures"][0]["key"], "peak_footprint_bytes");
}

TEST(PageData, EachRunHasItsDifferencesFromTheBaseline) {
  const Json data = PageData(HandMadeReport());
  const Json& off = data["runs"][0];
  EXPECT_EQ(off["is_baseline"], true);
  EXPECT_TRUE(off["differences"]["peak_rss_bytes"].is_null());
  EXPECT_EQ(off["samples"], 2);
  EXPECT_EQ(off["samples_ended_well"], 1);
  const Json& seed = data["runs"][1];
  EXPECT_EQ(seed["is_baseline"], false);
  EXPECT_EQ(seed["figures"]["peak_rss_bytes"]["median"], 120 * kMiB);
  EXPECT_EQ(seed["differences"]["peak_rss_bytes"]["ci95"], Json({-481.0 * kMiB, -479.0 * kMiB}));
  EXPECT_EQ(seed["differences"]["steady_rss_bytes"]["ci95_reason"], "too few samples");
  EXPECT_TRUE(seed["differences"]["steady_anon_bytes"].is_null());
  EXPECT_EQ(seed["differences"]["conversion_peak_rss_bytes"]["delta"], 0);
}

TEST(PageData, HasKatagosLimitsInTheUnitOfTheErrors) {
  const Json metrics = PageData(HandMadeReport())["error_metrics"];
  ASSERT_EQ(metrics.size(), reference::kErrorMetrics);
  EXPECT_EQ(metrics[0]["key"], "winrate");
  EXPECT_DOUBLE_EQ(metrics[0]["limits"]["current"]["max"].get<double>(), 0.05);
  EXPECT_DOUBLE_EQ(metrics[0]["limits"]["fp32"]["p99"].get<double>(), 0.0045);
}

TEST(PageData, ShowsTheSampleWithTheMedianPeak) {
  Report report = HandMadeReport();
  const Sample sample = report.runs[1].samples[0];
  report.runs[1].samples.clear();
  for (const uint64_t peak : {uint64_t{150}, uint64_t{110}, uint64_t{130}, uint64_t{120}}) {
    Sample& added = report.runs[1].samples.emplace_back(sample);
    added.repeat = static_cast<int>(peak);
    added.peak_rss_bytes = peak * kMiB;
  }
  report.runs[1].samples.push_back({.repeat = 9, .exit = {.status = "crashed"}});
  EXPECT_EQ(RepresentativeSample(report.runs[1].samples)->repeat, 120);
  EXPECT_EQ(PageData(report)["runs"][1]["timeline"]["repeat"], 120);
}

TEST(PageData, TimelinesAreReducedAndHaveTheirPhases) {
  Report report = HandMadeReport();
  Sample& sample = report.runs[1].samples[0];
  sample.timeline.rss_bytes.assign(5'000, kMiB);
  sample.timeline.rss_bytes[1'234] = 700 * kMiB;
  sample.timeline.anon_bytes.assign(5'000, kMiB);
  const Json timeline = PageData(report)["runs"][1]["timeline"];
  EXPECT_EQ(timeline["recorded_points"], 5'000);
  EXPECT_DOUBLE_EQ(timeline["end_s"].get<double>(), 25);
  const Json& rss = timeline["rss_bytes"];
  EXPECT_LE(rss.size(), kMostPagePoints);
  EXPECT_EQ(rss.size(), timeline["times_s"].size());
  const auto peak = std::find(rss.begin(), rss.end(), 700 * kMiB);
  ASSERT_NE(peak, rss.end());
  EXPECT_DOUBLE_EQ(timeline["times_s"][static_cast<size_t>(peak - rss.begin())].get<double>(),
                   6.17);
  EXPECT_TRUE(timeline["footprint_bytes"].is_null());
  EXPECT_EQ(
      timeline["phases"],
      Json::array(
          {{{"name", "convert"}, {"start_s", 0}, {"end_s", 2}, {"peak_rss_bytes", 110 * kMiB}}}));
}

TEST(PageData, ARunOfWhichNothingEndedWellHasNoTimeline) {
  Report report = HandMadeReport();
  report.runs[0].samples.erase(report.runs[0].samples.begin());
  EXPECT_TRUE(PageData(report)["runs"][0]["timeline"].is_null());
  EXPECT_EQ(RepresentativeSample({}), nullptr);
}

}  // namespace
}  // namespace tidemark::harness
