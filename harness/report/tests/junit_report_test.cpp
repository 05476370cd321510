#include "harness/report/junit_report.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/tests/hand_made_report.h"
#include "harness/report/xml_text.h"

namespace tidemark::harness {
namespace {

using testing::HandMadeReport;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(XmlText, NothingInATextIsMarkup) {
  EXPECT_EQ(XmlText("a<b> & \"c\" 'd' ]]>"), "a&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos; ]]&gt;");
  EXPECT_EQ(XmlText("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\x8A"),
            "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\x8A");
}

TEST(XmlText, WhatXmlForbidsIsReplaced) {
  EXPECT_EQ(XmlText(std::string("a\0b\x1b\n\t\x7f", 7)), "a b    ");
  EXPECT_EQ(XmlText("\xff\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  // A surrogate, U+FFFE and U+FFFF.
  EXPECT_EQ(XmlText("\xEF\xBF\xBE."), "\xEF\xBF\xBD.");
  EXPECT_EQ(XmlText("\xEF\xBF\xBF"), "\xEF\xBF\xBD");
  EXPECT_THAT(XmlText("\xED\xA0\x80"), Not(HasSubstr("\xED")));
}

TEST(JunitReport, TextsAreEscapedWhereverTheyStand) {
  Report report = HandMadeReport();
  report.scenario.name = "a\"b";
  report.model->name = "<m>";
  report.checks[1].name = "x<y";
  report.checks[1].reason = "\"z\"\x1b";
  report.checks[1].actual = "</failure>";
  report.runs[0].samples[1].exit.message = "</testsuite>&";
  const std::string text = JunitReport(report);
  EXPECT_THAT(text, HasSubstr("<testsuite name=\"a&quot;b\""));
  EXPECT_THAT(text, HasSubstr("value=\"&lt;m&gt;\""));
  EXPECT_THAT(text, HasSubstr("name=\"x&lt;y\""));
  EXPECT_THAT(text, HasSubstr("message=\"&quot;z&quot; \""));
  EXPECT_THAT(text, HasSubstr(">&lt;/failure&gt;, allowed all</failure>"));
  EXPECT_THAT(text, HasSubstr("signal 11: &lt;/testsuite&gt;&amp;</failure>"));
}

TEST(JunitReport, ManyBadProcessesAreNotAllTold) {
  Report report = HandMadeReport();
  report.runs[0].samples.insert(report.runs[0].samples.end(), 100, report.runs[0].samples[1]);
  const std::string text = JunitReport(report);
  EXPECT_THAT(text, HasSubstr("message=\"101 of 102 processes did not end well\""));
  EXPECT_THAT(text, HasSubstr("\nand 81 more</failure>"));
}

}  // namespace
}  // namespace tidemark::harness
