#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/io/strict_json.h"
#include "harness/report/bencher_report.h"
#include "harness/report/benchmark_action_report.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using testing::HandMadeReport;
using ::testing::HasSubstr;
using ::testing::Not;

// Three repeats, of which the middle one is nearer to the least.
Report SpreadReport() {
  Report report = HandMadeReport();
  report.runs[1].summary = {.peak_rss = Summary{.min = 4096, .median = 5120, .max = 8704, .n = 3}};
  return report;
}

TEST(BenchmarkActionReport, TellsTheFarthestRepeat) {
  const Json entry = Json::parse(BenchmarkActionReport(SpreadReport())).back();
  EXPECT_EQ(entry.dump(),
            R"({"name":"hand/seed/ane/peak_rss","unit":"KiB","value":5,"range":"+-3.5",)"
            R"("extra":"n=3 kernel=6.18.0 host=linux-x86_64-4KiB-glibc_2.36-2cpu"})");
}

TEST(BenchmarkActionReport, FootprintsStandAlone) {
  Report report = SpreadReport();
  report.environment.primary_metric = "footprint";
  EXPECT_EQ(BenchmarkActionReport(report), "[]\n");
  report.runs[0].summary.steady_footprint = Summary{.min = 1, .median = 1536, .max = 2048, .n = 1};
  const std::string text = BenchmarkActionReport(report);
  EXPECT_THAT(text, HasSubstr("hand/off/ane/steady_footprint"));
  EXPECT_THAT(text, HasSubstr("\"value\": 1.5"));
  EXPECT_THAT(text, Not(HasSubstr("rss")));
}

TEST(BencherReport, TellsTheLeastAndTheLargest) {
  EXPECT_EQ(Json::parse(BencherReport(SpreadReport()))["hand/seed/ane"].dump(),
            R"({"peak-rss":{"value":5,"lower_value":4,"upper_value":8.5}})");
}

TEST(BencherReport, RunsWithoutFiguresAreLeftOutAndNamesBounded) {
  Report report = SpreadReport();
  report.runs[0].summary = {};
  report.runs[1].id = "\"" + std::string(5000, 'x');
  const Json json = Json::parse(BencherReport(report));
  ASSERT_EQ(json.size(), 1U);
  EXPECT_EQ(json.items().begin().key().size(), 1024U);
  EXPECT_THAT(json.items().begin().key(), HasSubstr("hand/\"xxx"));
}

}  // namespace
}  // namespace tidemark::harness
