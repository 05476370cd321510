#include "reference/inputs/encode_positions.h"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "reference/go/tests/board_text.h"
#include "reference/go/tests/game_text.h"
#include "reference/inputs/metadata_features.h"
#include "reference/inputs/tests/feature_text.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using testing::Encode;
using testing::Features;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::PlayAll;
using ::testing::ThrowsMessage;

std::vector<Game> SomeGames() {
  std::vector<Game> games = {Game(BoardFrom({"XO.", ".X.", "..."}), Color::kBlack, {}),
                             Game(Board(5, 2), Color::kWhite, {.komi = 0.5F}),
                             Game(Board(4, 4), Color::kBlack, {.ko = KoRule::kSimple})};
  PlayAll(games[2], "B(1,1) W(2,2) B(0,3)");
  return games;
}

TEST(EncodePositions, StacksWhatEachPositionIs) {
  const std::vector<Game> games = SomeGames();
  const NetworkInputs inputs = EncodePositions(games, {.height = 4, .width = 5});
  EXPECT_EQ(inputs.batch, 3);
  EXPECT_EQ(inputs.height, 4);
  EXPECT_EQ(inputs.width, 5);
  EXPECT_THAT(inputs.metadata, IsEmpty());
  ASSERT_EQ(inputs.spatial.size(), 3U * 22 * 20);
  ASSERT_EQ(inputs.global.size(), 3U * 19);
  for (int n = 0; n < 3; ++n) {
    const Features features = Encode(games[static_cast<size_t>(n)], {.height = 4, .width = 5});
    EXPECT_EQ(inputs.Select(n).spatial, features.spatial) << n;
    EXPECT_EQ(inputs.Select(n).global, features.global) << n;
  }
  EXPECT_EQ(BoardOf(inputs, 1).height, 2);
  EXPECT_EQ(BoardOf(inputs, 1).width, 5);
}

TEST(EncodePositions, PassesItsOptionsOn) {
  const std::vector<Game> games = SomeGames();
  const FeatureOptions options = {.playout_doubling_advantage = 2, .max_history = 1};
  const NetworkInputs inputs =
      EncodePositions(games, {.height = 4, .width = 5}, {.features = options});
  const Features expected = Encode(games[2], {.height = 4, .width = 5}, options);
  EXPECT_EQ(inputs.Select(2).spatial, expected.spatial);
  EXPECT_EQ(inputs.Select(2).global, expected.global);
  EXPECT_NE(inputs.Select(2).global, Encode(games[2]).global);
}

TEST(EncodePositions, AddsMetadataFromThePlayersView) {
  const std::vector<Game> games = SomeGames();
  const SgfMetadata metadata = MetadataProfile("rank_3d_1k");
  const NetworkInputs inputs =
      EncodePositions(games, {.height = 4, .width = 5}, {.metadata = metadata});
  ASSERT_EQ(inputs.metadata.size(), 3U * 192);
  for (int n = 0; n < 3; ++n) {
    const Game& game = games[static_cast<size_t>(n)];
    std::vector<float> row(192);
    // The size is the board's, not the buffer's.
    WriteMetadataFeatures(metadata, game.next(),
                          {.height = game.board().height(), .width = game.board().width()}, row);
    EXPECT_EQ(inputs.Select(n).metadata, row) << n;
  }
  EXPECT_NE(inputs.Select(0).metadata, inputs.Select(1).metadata);
}

TEST(EncodePositions, NoPositionsMakeAnEmptyBatch) {
  const NetworkInputs inputs = EncodePositions({}, {.height = 4, .width = 5});
  EXPECT_EQ(inputs.batch, 0);
  EXPECT_THAT(inputs.spatial, IsEmpty());
}

TEST(EncodePositions, RefusesBoardsLargerThanTheBuffer) {
  const std::vector<Game> games = SomeGames();
  EXPECT_THAT([&] { EncodePositions(games, {.height = 4, .width = 4}); },
              ThrowsMessage<UsageError>(HasSubstr("a board of 5x2 does not fit")));
}

}  // namespace
}  // namespace tidemark::reference
