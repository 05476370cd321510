#include "harness/report/layer_profile.h"

#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/assemble.h"

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

reference::LayerCost Cost(const std::string& layer, const std::string& operation, double seconds) {
  return {.layer = layer,
          .operation = operation,
          .calls = 4,
          .seconds = seconds,
          .operations = 8e9,
          .weight_bytes = 100,
          .activation_bytes = 401};
}

TEST(LayerProfile, FiguresAreThoseOfOneEvaluation) {
  const std::vector<reference::LayerCost> costs = {Cost("a", "conv", 2)};
  const LayerProfile profile = ProfileOf(costs, 4);
  EXPECT_EQ(profile.samples, 1U);
  EXPECT_EQ(profile.evaluations, 4U);
  ASSERT_THAT(profile.layers, SizeIs(1));
  const ProfiledLayer& layer = profile.layers[0];
  EXPECT_EQ(layer.calls, 1);
  EXPECT_EQ(layer.wall_s, 0.5);
  EXPECT_EQ(layer.operations, 2e9);
  EXPECT_EQ(layer.weight_bytes, 100U);
  EXPECT_EQ(layer.activation_bytes, 100U);
  EXPECT_EQ(GflopPerSecond(layer), 4);
}

TEST(LayerProfile, WhatIsNoProductOrTookNoTimeHasNoRate) {
  EXPECT_EQ(GflopPerSecond({.wall_s = 1}), std::nullopt);
  EXPECT_EQ(GflopPerSecond({.operations = 1}), std::nullopt);
}

TEST(LayerProfile, OperationsOfEachBackendAreAddedUpTheLongestFirst) {
  const LayerProfile profile = ProfileOf(std::vector<BackendProfile>{
      {.backend = "ane",
       .evaluations = 1,
       .layers = {Cost("a", "conv", 1), Cost("b", "relu", 5), Cost("c", "conv", 3)}},
      {.backend = "gpu", .evaluations = 1, .layers = {Cost("a", "conv", 4.5)}}});
  const std::vector<ProfiledLayer> operations = ByOperation(profile);
  ASSERT_THAT(operations, SizeIs(3));
  EXPECT_EQ(operations[0].operation, "relu");
  EXPECT_EQ(operations[1].backend, "gpu");
  EXPECT_EQ(operations[2].backend, "ane");
  EXPECT_EQ(operations[2].operation, "conv");
  EXPECT_EQ(operations[2].calls, 8);
  EXPECT_EQ(operations[2].wall_s, 4);
  EXPECT_EQ(operations[2].operations, 16e9);
  EXPECT_EQ(operations[2].weight_bytes, 200U);
  EXPECT_EQ(operations[2].activation_bytes, 802U);
  EXPECT_EQ(TotalOf(profile.layers).wall_s, 13.5);
  EXPECT_EQ(ByTime(profile)[0].layer, "b");
}

TEST(LayerProfile, BackendsThatCannotTellHaveNoLayers) {
  EXPECT_THAT(ProfileOf(std::vector<BackendProfile>{{.backend = "ane", .known = false}}).layers,
              IsEmpty());
}

CellRun Life(const std::string& status, std::vector<reference::LayerCost> layers) {
  CellRun run = {.sample = {.exit = {.status = status}}};
  run.profiles = {{.backend = "ane", .evaluations = 2, .layers = std::move(layers)}};
  return run;
}

// The one run of a campaign with these processes.
RunRecord Assembled(const std::vector<CellRun>& runs, bool profile = true) {
  Plan plan;
  plan.scenario.profile = profile;
  plan.cells = {{.id = "off/ane", .lever_set = "off", .devices = {"ane"}}};
  Campaign campaign;
  campaign.cells = {{.runs = runs}};
  return AssembleReport(plan, campaign, {}).runs.at(0);
}

TEST(LayerProfile, ARunHasTheMediansOfItsSamplesThatEndedWell) {
  const RunRecord run = Assembled({Life("ok", {Cost("a", "conv", 2), Cost("b", "relu", 8)}),
                                   Life("crashed", {Cost("a", "conv", 9)}),
                                   Life("ok", {Cost("a", "conv", 4), Cost("b", "relu", 4)}),
                                   Life("ok", {Cost("a", "conv", 1), Cost("b", "relu", 6)})});
  ASSERT_TRUE(run.profile.has_value());
  EXPECT_EQ(run.profile->samples, 3U);
  EXPECT_EQ(run.profile->evaluations, 6U);
  EXPECT_EQ(run.profile->layers.at(0).wall_s, 1);
  EXPECT_EQ(run.profile->layers.at(1).wall_s, 3);
  EXPECT_THAT(run.samples.at(2).profile->wall_s, ElementsAre(2, 2));
  EXPECT_FALSE(run.samples.at(1).profile.has_value());
  EXPECT_EQ(run.profile_reason, "");
}

TEST(LayerProfile, WhereThereIsNoneTheReportSaysWhy) {
  EXPECT_EQ(Assembled({Life("ok", {Cost("a", "conv", 2)}), Life("ok", {Cost("b", "conv", 2)})})
                .profile_reason,
            "the repeats evaluated different layers");
  EXPECT_THAT(Assembled({Life("crashed", {})}).profile_reason,
              HasSubstr("no process of this cell"));
  CellRun unknown = Life("ok", {});
  unknown.profiles[0].known = false;
  EXPECT_EQ(Assembled({unknown}).profile_reason,
            "no device of this run tells what its layers cost");
  const RunRecord unasked = Assembled({{.sample = {}}}, false);
  EXPECT_FALSE(unasked.profile.has_value());
  EXPECT_EQ(unasked.profile_reason, "");
}

}  // namespace
}  // namespace tidemark::harness
