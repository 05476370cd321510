#include "harness/report/html_report.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"
#include "harness/report/page_data.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using ::testing::ThrowsMessage;
using tidemark::testing::TempDir;

constexpr char kPage[] = "<script type=\"application/json\">\"TIDEMARK REPORT\"</script><b>";

class HtmlReportTest : public ::testing::Test {
 protected:
  // What stands in the page in place of the report.
  std::string DataIn(const Report& report) {
    const std::string html = HtmlReport(report, folder_.Write("page.html", kPage));
    const std::string before = "<script type=\"application/json\">";
    const std::string after = "</script><b>";
    EXPECT_THAT(html, AllOf(StartsWith(before), EndsWith(after)));
    return html.substr(before.size(), html.size() - before.size() - after.size());
  }

  TempDir folder_;
};

TEST_F(HtmlReportTest, PutsTheDataInItsPlace) {
  const std::string data = DataIn(testing::HandMadeReport());
  EXPECT_EQ(converter::Json::parse(data), PageData(testing::HandMadeReport()));
}

TEST_F(HtmlReportTest, NoTextOfAReportLeavesItsPlace) {
  const std::string hostile =
      "</script><script>alert('&amp;')</script><!-- \xe2\x80\xa8 \xff \"TIDEMARK REPORT\"";
  Report report = testing::HandMadeReport();
  report.model->name = hostile;
  report.scenario.description = hostile;
  report.runs[0].id = hostile;
  report.checks[0].reason = hostile;
  const std::string data = DataIn(report);
  EXPECT_THAT(data, AllOf(Not(HasSubstr("<")), Not(HasSubstr(">")), Not(HasSubstr("&")),
                          Not(HasSubstr("\xe2\x80\xa8"))));
  const converter::Json json = converter::Json::parse(data);
  EXPECT_EQ(json["runs"][0]["id"],
            "</script><script>alert('&amp;')</script><!-- \xe2\x80\xa8 \xef\xbf\xbd \"TIDEMARK "
            "REPORT\"");
  EXPECT_EQ(json["model"]["name"], json["runs"][0]["id"]);
}

TEST_F(HtmlReportTest, WithoutThePageSaysHowToGetIt) {
  const auto page = folder_.path() / "no.html";
  EXPECT_THAT([&] { HtmlReport(testing::HandMadeReport(), page); },
              ThrowsMessage<UsageError>(AllOf(StartsWith(page.string()), HasSubstr("Node.js"),
                                              HasSubstr("target report_page"),
                                              HasSubstr("the other formats need no page"))));
}

TEST_F(HtmlReportTest, RefusesAFileThatIsNotThePage) {
  for (const std::string& text : {std::string("<html>"), std::string(kPage) + kPage}) {
    const auto page = folder_.Write("other.html", text);
    EXPECT_THAT([&] { HtmlReport(testing::HandMadeReport(), page); },
                ThrowsMessage<FormatError>(HasSubstr("this is not the page")));
  }
}

}  // namespace
}  // namespace tidemark::harness
