#include "reference/inputs/synthetic_planes.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/network/network.h"

namespace tidemark::reference {
namespace {

TEST(SyntheticPlanes, FillTheBufferAndDependOnTheSeedAlone) {
  const SyntheticPlanesOptions options = {
      .positions = 3, .height = 9, .width = 13, .metadata = true, .seed = 5};
  const NetworkInputs inputs = SyntheticPlanes(options);
  ASSERT_EQ(inputs.spatial.size(), size_t{3} * converter::kSpatialChannels * 9 * 13);
  ASSERT_EQ(inputs.metadata.size(), size_t{3} * converter::kMetadataChannels);
  for (int n = 0; n < 3; ++n) {
    EXPECT_EQ(BoardOf(inputs, n).height, 9);
    EXPECT_EQ(BoardOf(inputs, n).width, 13);
  }
  EXPECT_EQ(SyntheticPlanes(options).spatial, inputs.spatial);
  SyntheticPlanesOptions other = options;
  other.seed = 6;
  EXPECT_NE(SyntheticPlanes(other).spatial, inputs.spatial);
}

TEST(SyntheticPlanes, NoPointHoldsStonesOfBothColours) {
  const NetworkInputs inputs = SyntheticPlanes({.positions = 1});
  const float* own = inputs.spatial.data() + 361;
  const float* opponent = own + 361;
  int stones = 0;
  for (int s = 0; s < 361; ++s) {
    EXPECT_LE(own[s] + opponent[s], 1.0F);
    stones += own[s] + opponent[s] > 0 ? 1 : 0;
  }
  EXPECT_GT(stones, 60);
}

TEST(SyntheticPlanes, LaterPositionsDoNotDependOnHowManyThereAre) {
  const NetworkInputs two = SyntheticPlanes({.positions = 2});
  const NetworkInputs four = SyntheticPlanes({.positions = 4});
  EXPECT_EQ(two.Select(1).spatial, four.Select(1).spatial);
}

TEST(NetworkInputs, BoardOfReadsTheMask) {
  NetworkInputs inputs = {.batch = 1, .height = 3, .width = 4};
  inputs.spatial.assign(converter::kSpatialChannels * 12, 0);
  EXPECT_THROW(BoardOf(inputs, 0), FormatError);
  for (const int s : {0, 1, 4, 5}) inputs.spatial[static_cast<size_t>(s)] = 1;
  EXPECT_EQ(BoardOf(inputs, 0).height, 2);
  EXPECT_EQ(BoardOf(inputs, 0).width, 2);
  inputs.spatial[11] = 1;
  EXPECT_THROW(BoardOf(inputs, 0), FormatError);
}

}  // namespace
}  // namespace tidemark::reference
