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
