#include "harness/engine/inactive_levers.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> IdsOf(const LeverSet& levers, const std::vector<Device>& devices) {
  std::vector<std::string> ids;
  for (const InactiveLever& inactive : InactiveLevers(levers, devices)) {
    EXPECT_FALSE(inactive.reason.empty()) << inactive.lever;
    ids.push_back(inactive.lever);
  }
  return ids;
}

TEST(InactiveLevers, AllOfThemActOnAnes) {
  EXPECT_THAT(IdsOf(AllLevers(), {Device::kAne}), IsEmpty());
  EXPECT_THAT(IdsOf(AllLevers(), {}), IsEmpty()) << "a converter alone";
}

TEST(InactiveLevers, WithAGpuTheWeightsStay) {
  EXPECT_THAT(IdsOf(AllLevers(), {Device::kAne, Device::kGpu}),
              ElementsAre("release_weights", "metadata_only_load"));
  EXPECT_THAT(IdsOf(AllLevers(), {Device::kGpu, Device::kAne}),
              ElementsAre("release_weights", "metadata_only_load"));
}

TEST(InactiveLevers, AGpuAloneConvertsNothing) {
  EXPECT_THAT(IdsOf(AllLevers(), {Device::kGpu}),
              ElementsAre("weight_views", "release_weights", "layer_streaming",
                          "metadata_only_load", "map_weights"));
}

TEST(InactiveLevers, OnlyThoseOfTheSetAreNamed) {
  EXPECT_THAT(IdsOf(SeedLevers(), {Device::kAne, Device::kGpu}), ElementsAre("release_weights"));
  EXPECT_THAT(IdsOf({}, {Device::kGpu}), IsEmpty());
}

}  // namespace
}  // namespace tidemark::harness
