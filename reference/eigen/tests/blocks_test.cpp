#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "reference/eigen/residual_block.h"
#include "reference/eigen/tests/layer_test_support.h"
#include "reference/eigen/trunk_layers.h"

namespace tidemark::reference {
namespace {

// Runs the blocks on a stream.
template <typename Scalar>
void AddAll(const std::vector<converter::Block>& blocks, const HandWeights& weights,
            Workspace<Scalar>& workspace, FeatureMap<Scalar>& stream) {
  for (const auto& block : MakeBlocks<Scalar>(blocks, weights.store())) {
    block->AddTo(workspace, stream);
  }
}

// One channel: x + (x + 1) / 2.
converter::Block HalfAgain(HandWeights& weights) {
  return {converter::OrdinaryBlock{.name = "half",
                                   .pre_norm = weights.Affine({1}, {0}),
                                   .pre_activation = Identity(),
                                   .regular_convolution = weights.Convolution(1, 1, 1, 1, {1}),
                                   .mid_norm = weights.Affine({1}, {1}),
                                   .mid_activation = Identity(),
                                   .final_convolution = weights.Convolution(1, 1, 1, 1, {0.5F})}};
}

template <typename Scalar>
using BlocksTest = BothPrecisions<Scalar>;
TYPED_TEST_SUITE(BlocksTest, Precisions);

TYPED_TEST(BlocksTest, OrdinaryBlockAddsItsBranchWithoutMasking) {
  HandWeights weights;
  const converter::OrdinaryBlock block = {
      .name = "block",
      .pre_norm = weights.Affine({3}, {1}),
      .pre_activation = Relu(),
      .regular_convolution = weights.Convolution(1, 1, 1, 1, {2}),
      .mid_norm = weights.Affine({1}, {-10}),
      .mid_activation = Relu(),
      .final_convolution = weights.Convolution(1, 3, 1, 1, {0.25F, 0.5F, 0})};
  BoardInBuffer<TypeParam> board(1, 1, 1, 3);
  auto stream = board->TakeMap(1);
  SetPoints(stream, 0, {2, 100, 100});
  AddAll({{block}}, weights, *board, stream);
  // On the board 2 -> 7 -> 14 -> 4, half of which is added. What is off the board does not reach
  // the branch, but the last convolution spills a quarter over it.
  EXPECT_EQ(PointsOf(stream, 0), (std::vector<float>{4, 101, 100}));
}

TYPED_TEST(BlocksTest, PoolingBlockAddsItsBiasBeforeTheNorm) {
  HandWeights weights;
  const converter::GlobalPoolingBlock block = {
      .name = "block",
      .pre_norm = weights.Affine({1}, {0}),
      .pre_activation = Identity(),
      .regular_convolution = weights.Convolution(1, 1, 1, 1, {2}),
      .pooling_convolution = weights.Convolution(1, 1, 1, 1, {1}),
      .pooling_norm = weights.Affine({1}, {0}),
      .pooling_activation = Relu(),
      .pooling_to_bias = weights.MatMul(3, 1, {1, 10, -1}),
      .mid_norm = weights.Affine({0.5F}, {30}),
      .mid_activation = Relu(),
      .final_convolution = weights.Convolution(1, 1, 1, 1, {2})};
  BoardInBuffer<TypeParam> board(2, 2, 2, 3);
  auto stream = board->TakeMap(1);
  SetPoints(stream, 0, {1, 3, 1000, 5, 7, 1000});
  AddAll({{block}}, weights, *board, stream);
  // Pooled: mean 4, 4 * -12 / 10 = -4.8, maximum 7; bias 4 - 48 - 7 = -51.
  const std::vector<float> expected = {12, 18, 1000, 24, 30, 1000};
  const std::vector<float> actual = PointsOf(stream, 0);
  for (size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(actual[i], expected[i], 1e-4) << i;
}

TYPED_TEST(BlocksTest, NestedBlockRunsBlocksOnItsOwnStream) {
  HandWeights weights;
  converter::NestedBottleneckBlock deeper = {
      .name = "deeper",
      .pre_norm = weights.Affine({1}, {0}),
      .pre_activation = Identity(),
      .pre_convolution = weights.Convolution(1, 1, 1, 1, {2}),
      .blocks = {},
      .post_norm = weights.Affine({1}, {0}),
      .post_activation = Identity(),
      .post_convolution = weights.Convolution(1, 1, 1, 1, {0.5F})};
  deeper.blocks.push_back(HalfAgain(weights));
  converter::NestedBottleneckBlock block = {
      .name = "block",
      .pre_norm = weights.Affine({1, 1}, {0, 0}),
      .pre_activation = Identity(),
      .pre_convolution = weights.Convolution(1, 1, 2, 1, {3, 4}),
      .blocks = {},
      .post_norm = weights.Affine({2}, {1}),
      .post_activation = Relu(),
      .post_convolution = weights.Convolution(1, 1, 1, 2, {1, -1})};
  block.blocks.push_back(HalfAgain(weights));
  block.blocks.push_back({std::move(deeper)});
  BoardInBuffer<TypeParam> board(1, 1, 1, 2);
  auto stream = board->TakeMap(2);
  SetPoints(stream, 0, {1, 7});
  SetPoints(stream, 1, {2, 8});
  std::vector<converter::Block> blocks;
  blocks.push_back({std::move(block)});
  AddAll(blocks, weights, *board, stream);
  // Inside: 11 -> 17 -> 17 + (34 + 17.5) / 2 = 42.75; out of it 2 * 42.75 + 1 = 86.5.
  EXPECT_EQ(PointsOf(stream, 0), (std::vector<float>{87.5F, 7}));
  EXPECT_EQ(PointsOf(stream, 1), (std::vector<float>{-84.5F, 8}));
}

TYPED_TEST(BlocksTest, StemAddsTheGlobalInputsEverywhere) {
  HandWeights weights;
  converter::Trunk trunk;
  trunk.initial_convolution = weights.Convolution(1, 3, 2, 1, {7, 0, 1, 5, 10, 0});
  trunk.initial_mat_mul = weights.MatMul(2, 1, {100, 200});
  trunk.metadata_encoder = {.name = "encoder",
                            .in_channels = 1,
                            .mul1 = weights.MatMul(1, 1, {1}),
                            .bias1 = weights.Bias({0}),
                            .activation1 = Identity(),
                            .mul2 = weights.MatMul(1, 1, {1}),
                            .bias2 = weights.Bias({0}),
                            .activation2 = Identity(),
                            .mul3 = weights.MatMul(1, 1, {1000})};
  trunk.tip_norm = weights.Affine({1}, {0});
  const TrunkLayers<TypeParam> layers(trunk, weights.store());
  BoardInBuffer<TypeParam> board(1, 2, 1, 3);
  auto stream = board->TakeMap(1);
  const std::vector<float> spatial = {1, 1, 0, 0, 1, 0};
  const std::vector<float> global = {1, 2};
  const std::vector<float> metadata = {3};
  layers.Stem(*board, {.spatial = spatial, .global = global, .metadata = metadata}, stream);
  EXPECT_EQ(PointsOf(stream, 0), (std::vector<float>{3511, 3513, 3507}));
  auto tip = board->TakeMap(1);
  layers.Tip(*board, stream, tip);
  EXPECT_EQ(PointsOf(tip, 0), (std::vector<float>{3511, 3513, 0}));
}

}  // namespace
}  // namespace tidemark::reference
