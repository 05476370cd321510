#include "harness/report/csv_report.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/tests/expected_text.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using ::testing::Contains;
using testing::Formatted;
using testing::HandMadeReport;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::vector<std::string> Lines(const Report& report) {
  std::istringstream text(Formatted("csv", report));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

TEST(CsvReport, HasARowForEachProcessAndPhase) {
  const std::vector<std::string> lines = Lines(HandMadeReport());
  ASSERT_EQ(lines.size(), 7U);
  EXPECT_THAT(lines[0], StartsWith("scenario,run,lever_set,backend,emulated,repeat,phase,status,"));
  EXPECT_THAT(lines[1], StartsWith("hand,off/ane,off,ane,true,0,life,ok,"));
  EXPECT_THAT(lines[2], StartsWith("hand,off/ane,off,ane,true,0,convert,,true,2,1.5,576716800,"));
  EXPECT_THAT(lines[3], StartsWith("hand,off/ane,off,ane,true,1,life,crashed,"));
}

TEST(CsvReport, EveryRowHasEveryColumn) {
  for (const std::string& line : Lines(HandMadeReport())) {
    EXPECT_EQ(std::ranges::count(line, ','), 29) << line;
  }
}

TEST(CsvReport, CellsWithCommasAndQuotesAreQuoted) {
  Report report = HandMadeReport();
  report.runs[0].id = "a,b";
  report.runs[0].lever_set = "say \"x\"";
  report.runs[0].backend = "two\nlines\x1b";
  EXPECT_THAT(Lines(report),
              Contains(StartsWith("hand,\"a,b\",\"say \"\"x\"\"\",two lines ,true,0,life,ok")));
}

TEST(CsvReport, MissingFiguresAreEmptyWithAReason) {
  Report report = HandMadeReport();
  report.runs[0].samples[0].growth_bytes_per_evaluation.reset();
  report.runs[0].samples[0].growth_reason = "too few evaluations, or none";
  EXPECT_THAT(Lines(report)[1],
              HasSubstr("growth_bytes_per_evaluation: too few evaluations, or none\""));
  EXPECT_THAT(Lines(report)[3], HasSubstr("the process ended before it was measured: crashed"));
}

}  // namespace
}  // namespace tidemark::harness
