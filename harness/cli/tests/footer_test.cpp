#include "harness/cli/footer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(Footer, TellsProseExamplesAndExitCodesApart) {
  const Footer footer = ParseFooter(
      "Draws the board.\n"
      "In colours.\n"
      "\n"
      "Examples:\n"
      "  harness draw a\n"
      "  harness draw b\n"
      "\n"
      "For a terminal:\n"
      "  harness draw c\n"
      "\n"
      "Exit codes: 0 drawn, 1 not drawn, or torn,\n"
      "130 interrupted. See below.");
  EXPECT_THAT(footer.prose, ElementsAre("Draws the board. In colours.", "See below."));
  ASSERT_EQ(footer.examples.size(), 2U);
  EXPECT_EQ(footer.examples[0].what, "");
  EXPECT_THAT(footer.examples[0].lines, ElementsAre("harness draw a", "harness draw b"));
  EXPECT_EQ(footer.examples[1].what, "For a terminal");
  EXPECT_THAT(footer.exit_codes, ElementsAre(Pair(0, "drawn"), Pair(1, "not drawn, or torn"),
                                             Pair(130, "interrupted")));
}

TEST(Footer, OneExampleAndNothingElse) {
  const Footer footer = ParseFooter("Example:\n  harness levers");
  EXPECT_THAT(footer.prose, IsEmpty());
  EXPECT_THAT(footer.exit_codes, IsEmpty());
  ASSERT_EQ(footer.examples.size(), 1U);
  EXPECT_EQ(footer.examples[0].what, "");
}

TEST(Footer, ExitCodesMayEndWithTheText) {
  EXPECT_THAT(ParseFooter("Exit codes: 0 done, 3 no.").exit_codes,
              ElementsAre(Pair(0, "done"), Pair(3, "no")));
  EXPECT_THAT(ParseFooter("Exit codes: 0 done").exit_codes, ElementsAre(Pair(0, "done")));
  EXPECT_THAT(ParseFooter("").exit_codes, IsEmpty());
}

}  // namespace
}  // namespace tidemark::harness
