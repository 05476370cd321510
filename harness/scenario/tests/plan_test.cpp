#include "harness/scenario/plan.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

Scenario ThreeSets() {
  LeverSet views;
  views.Add(Lever::kWeightViews);
  return {.name = "three",
          .model = {.path = "net.bin"},
          .lever_sets = {{"off", {}}, {"weight_views", views}, {"seed", SeedLevers()}},
          .repeats = 2,
          .settle = {.min_s = 0.5, .max_s = 5},
          .limits = {{"weight_views/ane", {{"peak_rss", 2e6}}}, {"seed/ane", {{"peak_rss", 1e6}}}}};
}

std::vector<std::string> OrderOf(const Plan& plan) {
  std::vector<std::string> order;
  for (const Step& step : plan.steps) {
    order.push_back(plan.cells[step.cell].id + "#" + std::to_string(step.repeat));
  }
  return order;
}

TEST(Plan, InterleavesTheRepeats) {
  EXPECT_THAT(OrderOf(MakePlan(ThreeSets())),
              ElementsAre("off/ane#0", "weight_views/ane#0", "seed/ane#0", "off/ane#1",
                          "weight_views/ane#1", "seed/ane#1"));
}

TEST(Plan, EveryLeverSetRunsOnEveryEngine) {
  Scenario scenario = ThreeSets();
  scenario.lever_sets.resize(2);
  scenario.devices = {{"ane"}, {"gpu", "ane"}};
  scenario.repeats = 1;
  EXPECT_THAT(
      OrderOf(MakePlan(scenario)),
      ElementsAre("off/ane#0", "off/gpu+ane#0", "weight_views/ane#0", "weight_views/gpu+ane#0"));
}

TEST(Plan, TheCommandLineTurnsTheProfileOn) {
  EXPECT_FALSE(MakePlan(ThreeSets()).scenario.profile);
  EXPECT_TRUE(MakePlan(ThreeSets(), {.profile = true}).scenario.profile);
  Scenario scenario = ThreeSets();
  scenario.profile = true;
  EXPECT_TRUE(MakePlan(scenario).scenario.profile);
  scenario.profile = false;
  scenario.conversion_only = true;
  EXPECT_THAT([&] { MakePlan(scenario, {.profile = true}); },
              ThrowsMessage<UsageError>(HasSubstr("--profile")));
}

TEST(Plan, CellsCarryTheirLeversAndLimits) {
  const Plan plan = MakePlan(ThreeSets());
  ASSERT_THAT(plan.cells, SizeIs(3));
  EXPECT_TRUE(plan.cells[0].levers.empty());
  EXPECT_THAT(plan.cells[0].limits, IsEmpty());
  EXPECT_EQ(plan.cells[2].lever_set, "seed");
  EXPECT_EQ(plan.cells[2].levers, SeedLevers());
  EXPECT_THAT(plan.cells[2].limits, ElementsAre(Limit{"peak_rss", 1e6}));
  EXPECT_EQ(plan.baseline, "off");
  EXPECT_FALSE(plan.quick);
  EXPECT_EQ(plan.max_positions, std::nullopt);
}

TEST(Plan, QuickIsShortAndMarked) {
  const Plan plan = MakePlan(ThreeSets(), {.quick = true});
  EXPECT_TRUE(plan.quick);
  EXPECT_THAT(plan.steps, SizeIs(3));
  EXPECT_EQ(plan.scenario.repeats, 1);
  EXPECT_EQ(plan.scenario.positions.random, 2);
  EXPECT_EQ(plan.max_positions, 2);
  EXPECT_EQ(plan.scenario.settle, (Settle{.min_s = 0.1, .max_s = 1}));
  EXPECT_EQ(MakePlan(ThreeSets(), {.repeats = 4, .quick = true}).scenario.repeats, 4);
}

TEST(Plan, QuickNeverLengthensAScenario) {
  Scenario scenario = ThreeSets();
  scenario.positions.random = 1;
  scenario.settle = {.min_s = 0.01, .max_s = 0.02};
  const Plan plan = MakePlan(scenario, {.quick = true});
  EXPECT_EQ(plan.scenario.positions.random, 1);
  EXPECT_EQ(plan.scenario.settle, scenario.settle);
}

TEST(Plan, OverridesReplaceModelAndCases) {
  Scenario scenario = ThreeSets();
  scenario.model = {.synthesize = "b6c96", .version = 12, .seed = 7};
  const Plan plan = MakePlan(scenario, {.model = "mine.bin.gz", .cases = "cases"});
  EXPECT_EQ(plan.scenario.model, (ModelSource{.path = "mine.bin.gz"}));
  EXPECT_EQ(plan.scenario.positions.cases, "cases");
}

TEST(Plan, OverridesReplacePositionsByFiles) {
  Scenario scenario = ThreeSets();
  scenario.positions = {.sgf = {"old.sgf"}, .every = 5};
  const Plan games = MakePlan(scenario, {.positions = {"a.sgf", "b.sgf"}});
  EXPECT_EQ(games.scenario.positions, (PositionSource{.sgf = {"a.sgf", "b.sgf"}, .every = 5}));
  const Plan lines = MakePlan(scenario, {.positions = {"p.jsonl.gz"}, .every = 3});
  EXPECT_EQ(lines.scenario.positions, (PositionSource{.jsonl = "p.jsonl.gz", .every = 3}));
  const Plan recorded = MakePlan(scenario, {.cases = "cases"});
  EXPECT_EQ(recorded.scenario.positions, (PositionSource{.cases = "cases"}));
  EXPECT_THAT([&] { MakePlan(scenario, {.cases = "cases", .every = 2}); },
              ThrowsMessage<UsageError>(HasSubstr("--every")));
}

TEST(Plan, FilterKeepsTheScenariosOrderAndItsLimits) {
  const Plan plan = MakePlan(ThreeSets(), {.repeats = 1, .lever_sets = {"seed", "off"}});
  EXPECT_THAT(OrderOf(plan), ElementsAre("off/ane#0", "seed/ane#0"));
  EXPECT_THAT(plan.scenario.limits, ElementsAre(CellLimits{"seed/ane", {{"peak_rss", 1e6}}}));
  EXPECT_EQ(MakePlan(ThreeSets(), {.lever_sets = {"seed"}}).baseline, "");
}

TEST(Plan, BadOverridesAreRefused) {
  EXPECT_THAT([] { MakePlan(ThreeSets(), {.lever_sets = {"sed"}}); },
              ThrowsMessage<UsageError>("the scenario \"three\" has no lever set \"sed\"; it has "
                                        "off, weight_views, seed"));
  EXPECT_THAT([] { MakePlan(ThreeSets(), {.repeats = 0}); },
              ThrowsMessage<UsageError>("--repeats 0 is not from 1 to 1000"));
}

}  // namespace
}  // namespace tidemark::harness
