#include "harness/engine/levers.h"

#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

LeverSet Parse(const std::vector<std::string>& ids) { return ParseLevers(ids, "levers"); }

TEST(Levers, IdsAreUniqueAndFindTheirOwnRow) {
  std::set<std::string_view> ids;
  for (const LeverInfo& info : Levers()) {
    EXPECT_TRUE(ids.insert(info.id).second) << info.id;
    EXPECT_EQ(InfoOf(info.lever).id, info.id);
  }
  EXPECT_EQ(ids.size(), kLeverCount);
}

TEST(Levers, SetsParseInAnyOrderAndPrintInTableOrder) {
  EXPECT_THAT(Parse({"release_weights", "weight_views"}).ids(),
              ElementsAre("weight_views", "release_weights"));
  EXPECT_TRUE(Parse({"none"}).empty());
  EXPECT_TRUE(Parse({}).empty());
  EXPECT_EQ(Parse({"seed"}), SeedLevers());
  EXPECT_THAT(SeedLevers().ids(), ElementsAre("weight_views", "stream_gzip", "release_weights"));
}

TEST(Levers, ALeverHasTheEffectOfThoseThatItImplies) {
  const LeverSet streaming = Parse({"layer_streaming"});
  EXPECT_TRUE(streaming.Applies(Lever::kLayerStreaming));
  EXPECT_TRUE(streaming.Applies(Lever::kWeightViews));
  EXPECT_TRUE(streaming.Applies(Lever::kStreamGzip));
  EXPECT_FALSE(streaming.Applies(Lever::kReleaseWeights));
  EXPECT_TRUE(Parse({"metadata_only_load"}).Applies(Lever::kReleaseWeights));
  EXPECT_FALSE(Parse({"release_weights"}).Applies(Lever::kMetadataOnlyLoad));
  // What is asked for stays what is shown.
  EXPECT_THAT(streaming.ids(), ElementsAre("layer_streaming"));
}

TEST(Levers, AllWithoutOneHasNothingOfIt) {
  EXPECT_EQ(Parse({"all"}), AllLevers());
  EXPECT_EQ(AllLevers().ids().size(), kLeverCount);
  for (const LeverInfo& info : Levers()) {
    const LeverSet rest = AllWithout(info.lever);
    EXPECT_FALSE(rest.Applies(info.lever)) << info.id;
    EXPECT_GE(rest.ids().size(), kLeverCount - 2) << info.id;
  }
  EXPECT_FALSE(AllWithout(Lever::kStreamGzip).Has(Lever::kLayerStreaming));
  EXPECT_TRUE(AllWithout(Lever::kLayerStreaming).Has(Lever::kStreamGzip));
}

TEST(Levers, UnknownIdsAreNamedWithTheKnownOnes) {
  EXPECT_THAT(
      [] {
        Parse({"weight_views", "magic"});
      },
      ThrowsMessage<UsageError>(
          ::testing::AllOf(HasSubstr("\"magic\""), HasSubstr("stream_gzip"), HasSubstr("levers"))));
  EXPECT_THROW(Parse({"none", "weight_views"}), UsageError);
}

}  // namespace
}  // namespace tidemark::harness
