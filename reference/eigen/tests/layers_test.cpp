#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "reference/eigen/dense.h"
#include "reference/eigen/metadata_layers.h"
#include "reference/eigen/norm_activation.h"
#include "reference/eigen/pooling.h"
#include "reference/eigen/rms_norm.h"
#include "reference/eigen/tests/layer_test_support.h"

namespace tidemark::reference {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

template <typename Scalar>
std::vector<double> Widen(const std::vector<Scalar>& values) {
  return {values.begin(), values.end()};
}

void ExpectNear(const std::vector<double>& actual, const std::vector<double>& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i) {
    EXPECT_NEAR(actual[i], expected[i], 1e-5 * std::abs(expected[i])) << i;
  }
}

template <typename Scalar>
using LayersTest = BothPrecisions<Scalar>;
TYPED_TEST_SUITE(LayersTest, Precisions);

TYPED_TEST(LayersTest, BatchNormMergesItsFourVectors) {
  HandWeights weights;
  const converter::BatchNorm norm = {.name = "norm",
                                     .channels = 1,
                                     .epsilon = 1,
                                     .mean = weights.Add({1}),
                                     .variance = weights.Add({3}),
                                     .scale = weights.Add({4}),
                                     .bias = weights.Add({5})};
  const NormActivation<TypeParam> layer(norm, Relu(), weights.store());
  BoardInBuffer<TypeParam> board(1, 3, 1, 4);
  auto map = board->TakeMap(1);
  SetPoints(map, 0, {10, 1, -10, kInfinity});
  layer.Apply(*board, map, map);
  EXPECT_EQ(PointsOf(map, 0), (std::vector<float>{23, 5, 0, 0}));
}

TYPED_TEST(LayersTest, BatchNormWithoutScaleAndBiasUsesItsStatistics) {
  HandWeights weights;
  const converter::BatchNorm norm = {.name = "norm",
                                     .channels = 2,
                                     .epsilon = 1e-20F,
                                     .mean = weights.Add({2, 0}),
                                     .variance = weights.Add({0.25F, 0.1F}),
                                     .scale = {},
                                     .bias = {}};
  const NormActivation<TypeParam> layer(norm, Identity(), weights.store());
  BoardInBuffer<TypeParam> board(1, 1, 1, 1);
  auto in = board->TakeMap(2);
  auto out = board->TakeMap(2);
  SetPoints(in, 0, {7});
  SetPoints(in, 1, {1});
  layer.Apply(*board, in, out);
  EXPECT_EQ(At(out, 0, 0, 0), TypeParam{10});
  // Merged in float32 in either precision.
  EXPECT_EQ(At(out, 1, 0, 0), TypeParam{1.0F / std::sqrt(0.1F)});
}

TYPED_TEST(LayersTest, OffsetsAreAddedBeforeTheNorm) {
  HandWeights weights;
  const NormActivation<TypeParam> layer(weights.Affine({2, 3}, {1, -100}), Relu(), weights.store());
  BoardInBuffer<TypeParam> board(1, 1, 1, 2);
  auto map = board->TakeMap(2);
  SetPoints(map, 0, {4, 4});
  SetPoints(map, 1, {4, 4});
  layer.Apply(*board, map, map, std::vector<TypeParam>{10, 20});
  EXPECT_EQ(PointsOf(map, 0), (std::vector<float>{29, 0}));
  EXPECT_EQ(PointsOf(map, 1), (std::vector<float>{0, 0}));
}

TYPED_TEST(LayersTest, DenseMultipliesAddsAndActivates) {
  HandWeights weights;
  const auto product = weights.MatMul(2, 3, {1, 2, 3, 10, 20, 30});
  const auto bias = weights.Bias({0.5F, -100, 1});
  BoardInBuffer<TypeParam> board(1, 1, 1, 1);
  const std::vector<TypeParam> in = {1, 2, 0, 1};
  const Dense<TypeParam> bare(product, weights.store());
  EXPECT_EQ(bare.Apply(*board, in), (std::vector<TypeParam>{21, 42, 63, 10, 20, 30}));
  const Dense<TypeParam> biased(product, bias, weights.store());
  EXPECT_EQ(biased.Apply(*board, in), (std::vector<TypeParam>{21.5, -58, 64, 10.5, -80, 31}));
  const Dense<TypeParam> activated(product, bias, Relu(), weights.store());
  EXPECT_EQ(activated.Apply(*board, in), (std::vector<TypeParam>{21.5, 0, 64, 10.5, 0, 31}));
}

TYPED_TEST(LayersTest, MetadataRunsThroughThreeProducts) {
  HandWeights weights;
  const converter::MetadataEncoder encoder = {.name = "encoder",
                                              .in_channels = 2,
                                              .mul1 = weights.MatMul(2, 2, {1, -1, 3, -1}),
                                              .bias1 = weights.Bias({-2, 0}),
                                              .activation1 = Relu(),
                                              .mul2 = weights.MatMul(2, 1, {2, 1000}),
                                              .bias2 = weights.Bias({-20}),
                                              .activation2 = Identity(),
                                              .mul3 = weights.MatMul(1, 2, {1, 2})};
  const MetadataLayers<TypeParam> layers(encoder, weights.store());
  const std::vector<TypeParam> metadata = {1, 2};
  BoardInBuffer<TypeParam> board(1, 1, 1, 1);
  EXPECT_EQ(layers.Apply(*board, metadata), (std::vector<TypeParam>{-10, -20}));
}

// A board of 4 points: t = sqrt(4) - 14 = -12.
TYPED_TEST(LayersTest, BlocksPoolMeansAndMaximum) {
  BoardInBuffer<TypeParam> board(2, 2, 3, 3);
  auto map = board->TakeMap(2);
  SetPoints(map, 0, {1, 2, 0, 3, -0.25F, 0, 0, 0, 0});
  SetPoints(map, 1, {-0.25F, -0.5F, 0, -0.125F, -0.125F, 0, 0, 0, 0});
  ExpectNear(Widen(PoolMeanAndMax(*board, map)), {1.4375, -0.25, -1.725, 0.3, 3, -0.125});
}

TYPED_TEST(LayersTest, ValueHeadPoolsThreeMeans) {
  BoardInBuffer<TypeParam> board(2, 2, 3, 3);
  auto map = board->TakeMap(2);
  SetPoints(map, 0, {1, 2, 0, 3, -2, 0, 0, 0, 0});
  SetPoints(map, 1, {2, 2, 0, 2, 2, 0, 0, 0, 0});
  ExpectNear(Widen(PoolMeans(*board, map)), {1, 2, -1.2, -2.4, 1.34, 2.68});
}

TYPED_TEST(LayersTest, RmsNormScalesEachPoint) {
  HandWeights weights;
  const converter::RmsNorm norm = {.name = "norm",
                                   .channels = 2,
                                   .epsilon = 3.5F,
                                   .spatial = false,
                                   .gamma = weights.Add({2, 4}),
                                   .beta = weights.Add({1, -1})};
  const RmsNormActivation<TypeParam> layer(norm, Relu(), weights.store());
  BoardInBuffer<TypeParam> board(1, 2, 1, 3);
  auto in = board->TakeMap(2);
  auto out = board->TakeMap(2);
  // Mean squares 12.5 and 0.5, so r is 1/4 and 1/2; the third point is off the board.
  SetPoints(in, 0, {3, 1, kInfinity});
  SetPoints(in, 1, {4, 0, 1});
  layer.Apply(*board, in, out);
  EXPECT_EQ(PointsOf(out, 0), (std::vector<float>{2.5F, 2, 0}));
  EXPECT_EQ(PointsOf(out, 1), (std::vector<float>{3, 0, 0}));
}

TYPED_TEST(LayersTest, SpatialRmsNormScalesTheWholeBoard) {
  HandWeights weights;
  const converter::RmsNorm norm = {.name = "norm",
                                   .channels = 2,
                                   .epsilon = 1.5F,
                                   .spatial = true,
                                   .gamma = weights.Add({3, 6}),
                                   .beta = weights.Add({1, 0})};
  const RmsNormActivation<TypeParam> layer(norm, Identity(), weights.store());
  BoardInBuffer<TypeParam> board(1, 2, 1, 3);
  auto in = board->TakeMap(2);
  auto out = board->TakeMap(2);
  // The board's squares add up to 30 over 4 values, so r = 1/3; off the board nothing counts.
  SetPoints(in, 0, {3, 1, 100});
  SetPoints(in, 1, {4, 2, -100});
  layer.Apply(*board, in, out);
  const double third = static_cast<double>(TypeParam{1} / TypeParam{3});
  EXPECT_NEAR(At(out, 0, 0, 0), 9 * third + 1, 1e-6);
  EXPECT_NEAR(At(out, 0, 0, 1), 3 * third + 1, 1e-6);
  EXPECT_NEAR(At(out, 1, 0, 0), 24 * third, 1e-6);
  EXPECT_NEAR(At(out, 1, 0, 1), 12 * third, 1e-6);
  EXPECT_EQ(At(out, 0, 0, 2), 0);
  EXPECT_EQ(At(out, 1, 0, 2), 0);
}

}  // namespace
}  // namespace tidemark::reference
