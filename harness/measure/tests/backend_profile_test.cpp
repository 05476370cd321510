#include "harness/measure/backend_profile.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::Throws;

BackendProfile OfTwoLayers() {
  return {.backend = "ane",
          .evaluations = 3,
          .layers = {{.layer = "a \"quoted\" layer",
                      .operation = "conv",
                      .calls = 6,
                      .seconds = 0.25,
                      .operations = 1.5e12,
                      .weight_bytes = 7,
                      .activation_bytes = uint64_t{1} << 40},
                     {.layer = "b", .operation = "relu"}}};
}

TEST(BackendProfile, ReadsBackWhatItWrote) {
  const BackendProfile read = ParseBackendProfile(ToJson(OfTwoLayers()));
  EXPECT_EQ(read.backend, "ane");
  EXPECT_TRUE(read.known);
  EXPECT_EQ(read.evaluations, 3U);
  ASSERT_THAT(read.layers, SizeIs(2));
  EXPECT_EQ(read.layers[0].layer, "a \"quoted\" layer");
  EXPECT_EQ(read.layers[0].operation, "conv");
  EXPECT_EQ(read.layers[0].calls, 6U);
  EXPECT_EQ(read.layers[0].seconds, 0.25);
  EXPECT_EQ(read.layers[0].operations, 1.5e12);
  EXPECT_EQ(read.layers[0].weight_bytes, 7U);
  EXPECT_EQ(read.layers[0].activation_bytes, uint64_t{1} << 40);
  EXPECT_EQ(read.layers[1].layer, "b");
  EXPECT_FALSE(ParseBackendProfile(ToJson({.backend = "ane", .known = false})).known);
}

TEST(BackendProfile, NamesThatAreNoTextComeBackPrintable) {
  BackendProfile profile = OfTwoLayers();
  profile.layers[1].layer = "\xff\x1b[31m";
  const BackendProfile read = ParseBackendProfile(ToJson(profile));
  EXPECT_EQ(read.layers[1].layer.find('\x1b'), std::string::npos);
}

TEST(BackendProfile, IsNotTrusted) {
  EXPECT_THAT([] { ParseBackendProfile("{}"); }, Throws<FormatError>());
  std::string negative = ToJson(OfTwoLayers());
  negative.replace(negative.find("0.25"), 4, "-1.0");
  EXPECT_THAT([&] { ParseBackendProfile(negative); }, Throws<FormatError>());
}

TEST(BackendProfile, PiecesOfABackendAreJoined) {
  std::vector<BackendProfile> profiles;
  AddPiece(OfTwoLayers(), profiles);
  AddPiece({.backend = "ane", .evaluations = 3, .layers = {{.layer = "c"}}}, profiles);
  AddPiece({.backend = "gpu", .known = false}, profiles);
  ASSERT_THAT(profiles, SizeIs(2));
  ASSERT_THAT(profiles[0].layers, SizeIs(3));
  EXPECT_EQ(profiles[0].layers[2].layer, "c");
  EXPECT_THAT(profiles[1].layers, IsEmpty());
}

}  // namespace
}  // namespace tidemark::harness
