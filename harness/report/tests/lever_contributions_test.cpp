#include "harness/report/lever_contributions.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/console_report.h"

namespace tidemark::harness {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class LeverContributionsTest : public ::testing::Test {
 protected:
  LeverContributionsTest() { report_.runs = {{.id = "off/ane", .backend = "ane"}}; }

  // What `set` does to the peak against another set.
  void AddEffect(const std::string& set, const std::string& against, double delta) {
    report_.effects.push_back(
        {.set = set,
         .backend = "ane",
         .against = against,
         .metrics = {{.metric = "peak_rss_bytes", .difference = Difference{.delta = delta}}}});
  }
  void AddSet(const std::string& name, const LeverSet& levers) {
    report_.scenario.lever_sets.push_back({.name = name, .levers = levers});
  }

  Report report_;
};

TEST_F(LeverContributionsTest, AreMeasuredFromBothEnds) {
  LeverSet map;
  map.Add(Lever::kMapWeights);
  AddSet("off", {});
  AddSet("mapped", map);
  AddSet("everything", AllLevers());
  AddSet("rest", AllWithout(Lever::kMapWeights));
  AddEffect("mapped", "off", 0);
  AddEffect("everything", "off", -500);
  AddEffect("everything", "rest", -50);
  const auto contributions = LeverContributions(report_, {"peak_rss_bytes", "steady_rss_bytes"});
  ASSERT_THAT(contributions, SizeIs(1));
  EXPECT_EQ(contributions[0].lever, "map_weights");
  ASSERT_THAT(contributions[0].figures, SizeIs(2));
  EXPECT_EQ(contributions[0].figures[0].alone->delta, 0);
  EXPECT_EQ(contributions[0].figures[0].on_top->delta, -50);
  EXPECT_FALSE(contributions[0].figures[1].alone.has_value());
  const std::string text = ConsoleReport(report_, {});
  EXPECT_THAT(text, HasSubstr("lever        peak, alone  peak, on top  steady, alone  steady, on "
                              "top\nmap_weights          0 B       ~ -50 B"));
}

TEST_F(LeverContributionsTest, NeedBothEnds) {
  LeverSet map;
  map.Add(Lever::kMapWeights);
  AddSet("off", {});
  AddSet("mapped", map);
  AddEffect("mapped", "off", 0);
  EXPECT_THAT(LeverContributions(report_, {"peak_rss_bytes"}), SizeIs(0));
}

}  // namespace
}  // namespace tidemark::harness
