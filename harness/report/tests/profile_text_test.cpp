#include "harness/report/profile_text.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/console_report.h"
#include "harness/report/markdown_report.h"
#include "harness/report/profile_table.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using ::testing::AllOf;
using testing::HandMadeProfiledReport;
using ::testing::HasSubstr;
using ::testing::Not;

LayerProfile HandMadeProfile() { return *HandMadeProfiledReport().runs[0].profile; }

TEST(ProfileText, SumsUpOperationsAndListsTheLongestLayers) {
  EXPECT_EQ(ProfileText(HandMadeProfile(), 2), R"()");
}

TEST(ProfileText, AllLayersLeaveNoOthers) {
  EXPECT_THAT(ProfileText(HandMadeProfile(), 3),
              AllOf(HasSubstr("\nmask "), Not(HasSubstr("other"))));
}

TEST(ProfileText, NamesAreMadePrintable) {
  LayerProfile profile = HandMadeProfile();
  profile.layers[0].layer = "\x1b[31m" + std::string(1000, 'x');
  EXPECT_THAT(ProfileText(profile, 3),
              AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr(std::string(100, 'x')))));
}

TEST(ProfileText, BackendsAreNamedWhereThereAreSeveral) {
  LayerProfile profile = HandMadeProfile();
  profile.layers[1].backend = "gpu";
  EXPECT_THAT(
      ProfileText(profile, 1),
      AllOf(HasSubstr("\nconv on gpu "), HasSubstr("conv on gpu\n"), HasSubstr("\ncast on ane ")));
}

TEST(ProfileText, TheBasisOfTheFiguresIsTold) {
  LayerProfile profile = HandMadeProfile();
  EXPECT_EQ(ProfileBasis(profile), "each figure of one evaluation; the times are means over 4");
  profile.evaluations = 1;
  EXPECT_EQ(ProfileBasis(profile),
            "each figure of one evaluation; the times are those of a single one");
  profile.samples = 5;
  profile.evaluations = 40;
  EXPECT_EQ(ProfileBasis(profile),
            "each figure of one evaluation; the times are medians over 5 processes, 40 evaluations "
            "in all");
}

TEST(ProfileText, TheConsoleShowsTheFirstRunOfEachEngine) {
  const std::string text = ConsoleReport(HandMadeProfiledReport());
  EXPECT_THAT(text,
              HasSubstr("\nlayers of off/ane, each figure of one evaluation; the times are means "
                        "over 4:\n" +
                        ProfileText(HandMadeProfile(), 5)));
  EXPECT_THAT(text, Not(HasSubstr("layers of seed/ane")));
}

TEST(ProfileText, TheConsoleSaysWhyThereIsNone) {
  Report report = HandMadeProfiledReport();
  report.runs[1].profile.reset();
  report.runs[1].profile_reason = "nobody tells";
  EXPECT_THAT(ConsoleReport(report), HasSubstr("\nlayers of seed/ane: nobody tells\n"));
}

TEST(ProfileText, MarkdownHasBothTables) {
  const std::string text = MarkdownReport(HandMadeProfiledReport());
  EXPECT_THAT(text, HasSubstr(R"MD()MD"));
  EXPECT_THAT(text, Not(HasSubstr("ayers of seed/ane")));
}

}  // namespace
}  // namespace tidemark::harness
