#include "harness/report/report_format.h"

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "harness/report/tests/expected_text.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using testing::ExpectedText;
using testing::Formatted;
using testing::HandMadeReport;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

// The page is built by Node.js, and its tests look at it in a browser.
bool NeedsThePage(const ReportFormat& format) { return format.name == "html"; }

TEST(ReportFormat, EachWritesTheExpectedText) {
  for (const ReportFormat& format : ReportFormats()) {
    if (NeedsThePage(format)) continue;
    const std::string name(format.name);
    const std::string file = "hand_made_report." + name + std::string(format.extension);
    EXPECT_EQ(Formatted(name, HandMadeReport()), ExpectedText(file)) << name;
  }
}

TEST(ReportFormat, NamesAreUniqueAndSaidWhereOneIsUnknown) {
  std::set<std::string_view> names;
  for (const ReportFormat& format : ReportFormats()) {
    EXPECT_TRUE(names.insert(format.name).second) << format.name;
    EXPECT_EQ(FindReportFormat(format.name).write, format.write);
    EXPECT_THAT([] { FindReportFormat("html5\n"); },
                ThrowsMessage<UsageError>(HasSubstr(std::string(format.name))));
  }
  EXPECT_THAT([] { FindReportFormat("html5\n"); },
              ThrowsMessage<UsageError>(HasSubstr("unknown format \"html5\\n\"; accepted are ")));
}

TEST(ReportFormat, EachCanShowAnEmptyReport) {
  for (const ReportFormat& format : ReportFormats()) {
    if (NeedsThePage(format)) continue;
    EXPECT_NE(Formatted(std::string(format.name), Report()), "") << format.name;
  }
}

}  // namespace
}  // namespace tidemark::harness
