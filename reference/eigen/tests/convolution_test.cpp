#include "reference/eigen/convolution.h"

#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "reference/eigen/tests/layer_test_support.h"

namespace tidemark::reference {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

template <typename Scalar>
using ConvolutionLayerTest = BothPrecisions<Scalar>;
TYPED_TEST_SUITE(ConvolutionLayerTest, Precisions);

TYPED_TEST(ConvolutionLayerTest, CorrelatesWithZerosAround) {
  HandWeights weights;
  const auto convolution = weights.Convolution(3, 3, 1, 1, {1, 2, 3, 4, 5, 6, 7, 8, 9});
  const ConvolutionLayer<TypeParam> layer(convolution, weights.store());
  BoardInBuffer<TypeParam> board(2, 3, 2, 3);
  auto in = board->TakeMap(1);
  auto out = board->TakeMap(1);
  SetPoints(in, 0, {1, 2, 3, 4, 5, 6});
  layer.Apply(*board, in, false, out);
  EXPECT_EQ(PointsOf(out, 0), (std::vector<float>{94, 154, 106, 58, 91, 58}));
  layer.Apply(*board, in, true, out);
  EXPECT_EQ(PointsOf(out, 0), (std::vector<float>{188, 308, 212, 116, 182, 116}));
}

TYPED_TEST(ConvolutionLayerTest, MixesChannels) {
  HandWeights weights;
  const auto convolution = weights.Convolution(1, 1, 2, 3, {1, 2, 3, 10, 20, 30});
  const ConvolutionLayer<TypeParam> layer(convolution, weights.store());
  BoardInBuffer<TypeParam> board(1, 2, 1, 2);
  auto in = board->TakeMap(2);
  auto out = board->TakeMap(3);
  SetPoints(in, 0, {1, 2});
  SetPoints(in, 1, {3, 4});
  layer.Apply(*board, in, false, out);
  EXPECT_EQ(PointsOf(out, 0), (std::vector<float>{31, 42}));
  EXPECT_EQ(PointsOf(out, 1), (std::vector<float>{62, 84}));
  EXPECT_EQ(PointsOf(out, 2), (std::vector<float>{93, 126}));
}

TYPED_TEST(ConvolutionLayerTest, SpillsOffTheBoard) {
  HandWeights weights;
  const auto convolution = weights.Convolution(1, 3, 1, 1, {5, 1, 0});
  const ConvolutionLayer<TypeParam> layer(convolution, weights.store());
  BoardInBuffer<TypeParam> board(1, 1, 1, 2);
  auto in = board->TakeMap(1);
  auto out = board->TakeMap(1);
  SetPoints(in, 0, {2, 0});
  layer.Apply(*board, in, false, out);
  EXPECT_EQ(PointsOf(out, 0), (std::vector<float>{2, 10}));
}

// Enough channels and points for several pieces, and a kernel that is not square.
TYPED_TEST(ConvolutionLayerTest, AgreesWithTheSumsWrittenOut) {
  constexpr int kHeight = 17;
  constexpr int kWidth = 19;
  constexpr int kIn = 5;
  constexpr int kOut = 200;
  constexpr int kY = 5;
  constexpr int kX = 3;
  std::mt19937 generator(3);
  std::uniform_int_distribution<int> distribution(-8, 8);
  std::vector<float> values(kY * kX * kIn * kOut);
  for (float& value : values) value = static_cast<float>(distribution(generator));
  HandWeights weights;
  const ConvolutionLayer<TypeParam> layer(weights.Convolution(kY, kX, kIn, kOut, values),
                                          weights.store());
  for (const int threads : {1, 3}) {
    BoardInBuffer<TypeParam> board(kHeight, kWidth, kHeight, kWidth, threads);
    auto in = board->TakeMap(kIn);
    auto out = board->TakeMap(kOut);
    for (int i = 0; i < kIn; ++i) {
      std::vector<float> points(kHeight * kWidth);
      for (float& point : points) point = static_cast<float>(distribution(generator));
      SetPoints(in, i, points);
    }
    layer.Apply(*board, in, false, out);
    for (int o = 0; o < kOut; ++o) {
      for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
          double sum = 0;
          for (int a = 0; a < kY; ++a) {
            for (int b = 0; b < kX; ++b) {
              const int from_y = y + a - kY / 2;
              const int from_x = x + b - kX / 2;
              if (from_y < 0 || from_y >= kHeight || from_x < 0 || from_x >= kWidth) continue;
              for (int i = 0; i < kIn; ++i) {
                const int at = ((a * kX + b) * kIn + i) * kOut + o;
                sum += values[static_cast<size_t>(at)] * At(in, i, from_y, from_x);
              }
            }
          }
          ASSERT_EQ(At(out, o, y, x), sum) << o << ", " << y << ", " << x;
        }
      }
    }
  }
}

TEST(ConvolutionLayer, NamesTheLayerWhoseWeightsAreMissing) {
  HandWeights weights;
  const auto convolution = weights.Convolution(1, 1, 2, 2, {1, 2, 3});
  EXPECT_THAT([&] { ConvolutionLayer<float>(convolution, weights.store()); },
              ThrowsMessage<UsageError>(AllOf(HasSubstr("3 values where the network has 4"),
                                              HasSubstr("layer convolution"))));
}

}  // namespace
}  // namespace tidemark::reference
