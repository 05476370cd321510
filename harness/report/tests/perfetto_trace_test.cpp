#include "harness/report/perfetto_trace.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/io/strict_json.h"
#include "harness/report/tests/expected_text.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using ::testing::ElementsAre;
using testing::HandMadeReport;
using ::testing::IsEmpty;
using testing::TextSink;

// The events called `name` of the first process, one text each.
std::vector<std::string> Events(const Report& report, const std::string& name) {
  TextSink sink;
  WritePerfettoTrace(report, sink);
  std::vector<std::string> events;
  const Json trace = Json::parse(sink.text());
  for (const Json& event : trace.at("traceEvents")) {
    if (event.at("pid") != 1 || event.at("name") != name) continue;
    std::string text = std::to_string(event.value("ts", int64_t{-1}));
    if (event.contains("dur")) text += "+" + event["dur"].dump();
    events.push_back(text + " " + event.at("args").dump());
  }
  return events;
}

TEST(PerfettoTrace, PointsThatRepeatAreLeftOutButTheLast) {
  Report report = HandMadeReport();
  Timeline& timeline = report.runs[0].samples[0].timeline;
  timeline.rss_bytes = {5, 5, 5, 6, 6, 6};
  timeline.anon_bytes = {1, 1, 2, 2, 2, 2};
  EXPECT_THAT(Events(report, "rss"),
              ElementsAre(R"(0 {"anon":1,"file":4})", R"(10000 {"anon":2,"file":3})",
                          R"(15000 {"anon":2,"file":4})", R"(25000 {"anon":2,"file":4})"));
}

TEST(PerfettoTrace, SeriesThatAreMissingAreLeftOut) {
  Report report = HandMadeReport();
  Timeline& timeline = report.runs[0].samples[0].timeline;
  timeline.anon_bytes.clear();
  EXPECT_THAT(Events(report, "rss"),
              ElementsAre(R"(0 {"rss":1048576})", R"(5000 {"rss":629145600})"));
  EXPECT_THAT(Events(report, "footprint"), IsEmpty());
  timeline.rss_bytes.clear();
  timeline.footprint_bytes = {7, 8};
  EXPECT_THAT(Events(report, "rss"), IsEmpty());
  EXPECT_THAT(Events(report, "footprint"),
              ElementsAre(R"(0 {"footprint":7})", R"(5000 {"footprint":8})"));
}

TEST(PerfettoTrace, AnonymousMemoryBeyondTheResidentSetLeavesNoFiles) {
  Report report = HandMadeReport();
  report.runs[0].samples[0].timeline.rss_bytes = {5, 5};
  report.runs[0].samples[0].timeline.anon_bytes = {6, 5};
  EXPECT_THAT(Events(report, "rss"),
              ElementsAre(R"(0 {"anon":6,"file":0})", R"(5000 {"anon":5,"file":0})"));
}

TEST(PerfettoTrace, PhasesLieEndToEnd) {
  Report report = HandMadeReport();
  report.runs[0].samples[0].phases = {{.name = "start", .wall_s = 0.0000004},
                                      {.name = "load", .wall_s = 1.5, .peak_rss_bytes = 9},
                                      {.name = "open", .finished = false}};
  EXPECT_THAT(Events(report, "start"), ElementsAre("0+0 {}"));
  EXPECT_THAT(Events(report, "load"), ElementsAre(R"(0+1500000 {"peak_rss_bytes":9})"));
  EXPECT_THAT(Events(report, "open"), ElementsAre(R"(1500000 {"finished":false})"));
}

TEST(PerfettoTrace, TextsAreEscaped) {
  Report report = HandMadeReport();
  report.runs[0].id = "a\"\\\n\xff";
  report.runs[0].samples[0].phases[0].name = "\"}]";
  report.runs[0].samples[0].phases[0].owners[0].name = "o\"";
  EXPECT_THAT(Events(report, "process_name"),
              ElementsAre("-1 {\"name\":\"hand/a\\\"\\\\\\n\xEF\xBF\xBD repeat 0\"}"));
  EXPECT_THAT(Events(report, "\"}]"), ElementsAre(::testing::HasSubstr(R"("name":"o\"")")));
}

TEST(PerfettoTrace, IsWrittenPieceByPiece) {
  Report report = HandMadeReport();
  Timeline& timeline = report.runs[0].samples[0].timeline;
  timeline.anon_bytes.clear();
  timeline.rss_bytes.clear();
  for (uint64_t i = 0; i < 50'000; ++i) timeline.rss_bytes.push_back(i);
  TextSink sink;
  WritePerfettoTrace(report, sink);
  EXPECT_GT(sink.text().size(), size_t{2'000'000});
  EXPECT_LT(sink.largest_piece(), size_t{100'000});
  EXPECT_TRUE(Json::accept(sink.text()));
}

}  // namespace
}  // namespace tidemark::harness
