#include <filesystem>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/io/read_file.h"
#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"

namespace tidemark::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::filesystem::path kTests =
    std::filesystem::path(TIDEMARK_SOURCE_DIR) / "harness/report/tests";

std::string Text(const std::filesystem::path& file) {
  return converter::ReadWholeFile(file, 1 << 20);
}

class ReportVerb : public ::testing::Test {
 protected:
  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }

  const std::string report_ = (kTests / "hand_made_report.json").string();
  TempDir folder_;
};

TEST_F(ReportVerb, WritesEveryFormatToStandardOutput) {
  for (const auto& [format, extension] :
       std::vector<std::pair<std::string, std::string>>{{"markdown", ".md"},
                                                        {"junit", ".xml"},
                                                        {"benchmark-action", ".json"},
                                                        {"bencher", ".json"},
                                                        {"perfetto", ".json"},
                                                        {"csv", ".csv"}}) {
    const Answer answer = Harness({"report", report_, "--format", format});
    EXPECT_EQ(answer.code, 0) << answer.err;
    EXPECT_EQ(answer.out, Text(kTests / ("hand_made_report." + format + extension)));
    EXPECT_EQ(answer.err, "");
  }
}

TEST_F(ReportVerb, WritesAFileWholeAndSilently) {
  folder_.Write("r.md", "older");
  const Answer answer = Harness({"report", report_, "--format", "markdown", "--out", File("r.md")});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.out + answer.err, "");
  EXPECT_EQ(Text(File("r.md")), Text(kTests / "hand_made_report.markdown.md"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(ReportVerb, UnknownFormatsAreToldTheAcceptedOnes) {
  const Answer answer = Harness({"report", report_, "--format", "pdf"});
  EXPECT_EQ(answer.code, 2);
  EXPECT_THAT(answer.err,
              StartsWith("harness: unknown format \"pdf\"; accepted are html, markdown, "));
  EXPECT_THAT(answer.err, HasSubstr("--format"));
  EXPECT_EQ(Harness({"report", report_}).code, 2);
}

TEST_F(ReportVerb, HelpExplainsEveryFormat) {
  const Answer answer = Harness({"report", "--help"});
  EXPECT_THAT(answer.out, HasSubstr("  junit             .xml   the checks as test cases"));
  EXPECT_THAT(answer.out, HasSubstr("  perfetto          .json  "));
}

TEST_F(ReportVerb, WhatIsNoReportLeavesNoFile) {
  const std::string other = folder_.Write("other.json", "{\"kind\": \"x\"}").string();
  const Answer answer = Harness({"report", other, "--format", "csv", "--out", File("o.csv")});
  EXPECT_EQ(answer.code, 2);
  EXPECT_THAT(answer.err, HasSubstr("this is no report"));
  EXPECT_FALSE(std::filesystem::exists(File("o.csv")));
  EXPECT_EQ(Harness({"report", File("none.json"), "--format", "csv"}).code, 2);
}

TEST_F(ReportVerb, TheReportItselfIsNotOverwritten) {
  const std::string copy = folder_.Write("r.json", Text(report_)).string();
  const Answer answer = Harness({"report", copy, "--format", "bencher", "--out",
                                 File("../") + folder_.path().filename().string() + "/r.json"});
  EXPECT_EQ(answer.code, 2);
  EXPECT_THAT(answer.err, HasSubstr("--out"));
  EXPECT_EQ(Text(copy), Text(report_));
}

}  // namespace
}  // namespace tidemark::testing
