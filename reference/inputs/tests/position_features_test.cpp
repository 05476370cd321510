#include "reference/inputs/position_features.h"

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "reference/go/tests/board_text.h"
#include "reference/go/tests/game_text.h"
#include "reference/inputs/tests/feature_text.h"

namespace tidemark::reference {
namespace {

using testing::BoardFrom;
using testing::Encode;
using testing::Features;
using ::testing::HasSubstr;
using testing::kBlack;
using testing::kWhite;
using testing::PlayAll;
using ::testing::ThrowsMessage;

constexpr ScoringRule kTerritory = ScoringRule::kTerritory;

float Global(size_t index, const Rules& rules, Color next = kWhite, int width = 5, int height = 5,
             const FeatureOptions& options = {}, int phase = 0) {
  const Game game(Board(width, height), next, rules, {.encore_phase = phase});
  return Encode(game, options).global[index];
}

TEST(PositionFeatures, ABoardSitsInTheCornerOfItsBuffer) {
  const Game game(BoardFrom({"..X", "O.."}), kBlack, {});
  const Features features = Encode(game, {.height = 5, .width = 4});
  EXPECT_EQ(features.Channel(0), "(0,0)(1,0)(2,0)(0,1)(1,1)(2,1)");
  // Channel by channel, row by row.
  EXPECT_EQ(features.spatial[1 * 20 + 0 * 4 + 2], 1);
  EXPECT_EQ(features.spatial[2 * 20 + 1 * 4 + 0], 1);
  const Features fitted = Encode(game);
  for (size_t channel = 0; channel < 22; ++channel) {
    EXPECT_EQ(features.Channel(channel), fitted.Channel(channel)) << channel;
  }
  EXPECT_EQ(features.global, fitted.global);
}

TEST(PositionFeatures, RefusesBoardsLargerThanTheBuffer) {
  const Game game(Board(5, 4), kBlack, {});
  for (const auto& [height, width] : {std::pair(3, 5), {4, 4}, {5, 4}}) {
    const auto encode = [&, h = height, w = width] { Encode(game, {.height = h, .width = w}); };
    EXPECT_THAT(encode,
                ThrowsMessage<UsageError>(HasSubstr("a board of 5x4 does not fit a buffer of " +
                                                    std::to_string(width) + "x")));
  }
  EXPECT_NO_THROW(Encode(game, {.height = 4, .width = 5}));
}

TEST(PositionFeatures, RefusesSpansOfAnotherSize) {
  const Game game(Board(3, 2), kBlack, {});
  constexpr size_t kSpatialValues = size_t{22} * 6;
  std::vector<float> spatial(kSpatialValues);
  std::vector<float> global(19);
  const auto write = [&](size_t spatial_size, size_t global_size) {
    spatial.resize(spatial_size);
    global.resize(global_size);
    WriteFeatures(game, {}, {.height = 2, .width = 3}, spatial, global);
  };
  EXPECT_NO_THROW(write(kSpatialValues, 19));
  EXPECT_THROW(write(kSpatialValues - 1, 19), UsageError);
  EXPECT_THROW(write(kSpatialValues, 20), UsageError);
}

TEST(PositionFeatures, RulesAreGlobals) {
  const auto kos = [](KoRule ko) {
    return std::pair(Global(6, {.ko = ko}), Global(7, {.ko = ko}));
  };
  EXPECT_EQ(kos(KoRule::kSimple), std::pair(0.0F, 0.0F));
  EXPECT_EQ(kos(KoRule::kPositional), std::pair(1.0F, 0.5F));
  EXPECT_EQ(kos(KoRule::kSpight), std::pair(1.0F, 0.5F));
  EXPECT_EQ(kos(KoRule::kSituational), std::pair(1.0F, -0.5F));
  EXPECT_EQ(Global(8, {.multi_stone_suicide = true}), 1);
  EXPECT_EQ(Global(8, {.multi_stone_suicide = false}), 0);
  EXPECT_EQ(Global(9, {}), 0);
  EXPECT_EQ(Global(9, {.scoring = kTerritory}), 1);
  const auto taxes = [](TaxRule tax) {
    return std::pair(Global(10, {.tax = tax}), Global(11, {.tax = tax}));
  };
  EXPECT_EQ(taxes(TaxRule::kNone), std::pair(0.0F, 0.0F));
  EXPECT_EQ(taxes(TaxRule::kSeki), std::pair(1.0F, 0.0F));
  EXPECT_EQ(taxes(TaxRule::kAll), std::pair(1.0F, 1.0F));
  EXPECT_EQ(Global(17, {}), 0);
  EXPECT_EQ(Global(17, {.button = true}), 1);
  for (const int phase : {0, 1, 2}) {
    EXPECT_EQ(Global(12, {.scoring = kTerritory}, kWhite, 5, 5, {}, phase), phase >= 1);
    EXPECT_EQ(Global(13, {.scoring = kTerritory}, kWhite, 5, 5, {}, phase), phase == 2);
  }
}

TEST(PositionFeatures, TheButtonIsGoneOncePassed) {
  Game game(Board(5, 5), kBlack, {.button = true});
  PlayAll(game, "B pass");
  const Features features = Encode(game);
  EXPECT_EQ(features.global[17], 0);
  EXPECT_EQ(features.global[0], 1);
  EXPECT_EQ(features.global[14], 0);
  EXPECT_EQ(features.global[5], 0.35F);
}

TEST(PositionFeatures, KomiIsThePlayersOverTwenty) {
  EXPECT_EQ(Global(5, {.komi = 7.5F}, kWhite), 0.375F);
  EXPECT_EQ(Global(5, {.komi = 7.5F}, kBlack), -0.375F);
  EXPECT_EQ(Global(5, {.komi = 0}, kBlack), 0);
  // Up to 20 points beyond the board.
  EXPECT_EQ(Global(5, {.komi = 29}, kWhite, 3, 3), 1.45F);
  EXPECT_EQ(Global(5, {.komi = 100.5F}, kWhite, 3, 3), 1.45F);
  EXPECT_EQ(Global(5, {.komi = 100.5F}, kBlack, 3, 3), -1.45F);
  EXPECT_EQ(Global(5, {.komi = 100.5F}, kWhite, 9, 9), 5.025F);
}

TEST(PositionFeatures, KomiCountsDrawsAsTheyAreWorth) {
  const FeatureOptions worth = {.draw_equivalent_wins_for_white = 0.75};
  EXPECT_EQ(Global(5, {.komi = 7}, kWhite, 5, 5, worth), 7.25F / 20);
  EXPECT_EQ(Global(5, {.komi = 7}, kBlack, 5, 5, worth), -7.25F / 20);
  EXPECT_EQ(Global(5, {.komi = 7.5F}, kWhite, 5, 5, worth), 0.375F);
  EXPECT_EQ(Global(5, {.button = true, .komi = 7.5F}, kWhite, 5, 5, worth), 7.75F / 20);
}

TEST(PositionFeatures, TheKomiWaveRisesThroughDraws) {
  const std::tuple<float, float, float> waves[] = {
      // Komi, over an even board, over an odd one.
      {0.0F, 0.0F, 0.0F}, {0.5F, 0.5F, -0.5F}, {1.0F, 0.0F, 0.0F},   {1.5F, -0.5F, 0.5F},
      {2.0F, 0.0F, 0.0F}, {7.5F, -0.5F, 0.5F}, {-0.5F, -0.5F, 0.5F}, {-1.5F, 0.5F, -0.5F}};
  for (const auto& [komi, even, odd] : waves) {
    EXPECT_EQ(Global(18, {.komi = komi}, kWhite, 4, 4), even) << komi;
    EXPECT_EQ(Global(18, {.komi = komi}, kWhite, 5, 5), odd) << komi;
    EXPECT_EQ(Global(18, {.komi = komi}, kBlack, 4, 4), -even) << komi;
  }
  // Between them it is linear.
  const FeatureOptions worth = {.draw_equivalent_wins_for_white = 0.75};
  EXPECT_EQ(Global(18, {.komi = 0}, kWhite, 4, 4, worth), 0.25F);
  EXPECT_EQ(Global(18, {.komi = 1}, kWhite, 4, 4, worth), -0.25F);
  EXPECT_EQ(Global(18, {.komi = 1}, kWhite, 5, 5, worth), 0.25F);
  EXPECT_EQ(Global(18, {.komi = 0}, kBlack, 4, 4, worth), -0.25F);
  // Of the komi that is shown, here 29.
  EXPECT_EQ(Global(18, {.komi = 100.5F}, kWhite, 3, 3), 0);
}

TEST(PositionFeatures, TheKomiWaveIsForScoresThatAreNear) {
  for (const int phase : {0, 1, 2}) {
    EXPECT_EQ(Global(18, {.scoring = kTerritory, .komi = 0.5F}, kWhite, 4, 4, {}, phase),
              phase == 2 ? 0.5F : 0.0F);
  }
}

TEST(PositionFeatures, TheDoublingAdvantageIsHalved) {
  EXPECT_EQ(Global(15, {}), 0);
  EXPECT_EQ(Global(16, {}), 0);
  for (const double advantage : {1.0, -2.5, 0.1}) {
    const FeatureOptions options = {.playout_doubling_advantage = advantage};
    EXPECT_EQ(Global(15, {}, kBlack, 5, 5, options), 1);
    EXPECT_EQ(Global(16, {}, kBlack, 5, 5, options), static_cast<float>(0.5 * advantage));
  }
}

TEST(PositionFeatures, LibertiesAreThoseOfWholeChains) {
  const Features features = Encode(Game(BoardFrom({"XX.O", "O..O", "....", "X.O."}), kBlack, {}));
  EXPECT_EQ(features.Channel(3), "");
  EXPECT_EQ(features.Channel(4), "(0,0)(1,0)(0,1)(0,3)");
  EXPECT_EQ(features.Channel(5), "(3,0)(3,1)(2,3)");
  EXPECT_EQ(features.Channel(8), "");
}

}  // namespace
}  // namespace tidemark::reference
