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

struct WrittenOut {
  int height = 0;
  int width = 0;
  int in_channels = 0;
  int out_channels = 0;
  int kernel_y = 0;
  int kernel_x = 0;
};

// The convolution of `in` at a point, by its definition.
template <typename Scalar>
double SumOf(const WrittenOut& shape, const std::vector<float>& values,
             const FeatureMap<Scalar>& in, int o, int y, int x) {
  double sum = 0;
  for (int a = 0; a < shape.kernel_y; ++a) {
    for (int b = 0; b < shape.kernel_x; ++b) {
      const int from_y = y + a - shape.kernel_y / 2;
      const int from_x = x + b - shape.kernel_x / 2;
      if (from_y < 0 || from_y >= shape.height || from_x < 0 || from_x >= shape.width) continue;
      for (int i = 0; i < shape.in_channels; ++i) {
        const int at = ((a * shape.kernel_x + b) * shape.in_channels + i) * shape.out_channels + o;
        sum += values[static_cast<size_t>(at)] * At(in, i, from_y, from_x);
      }
    }
  }
  return sum;
}

// Whole numbers, whose sums are exact in any order.
template <typename Scalar>
void AgreesWithSums(const WrittenOut& shape) {
  std::mt19937 generator(3);
  std::uniform_int_distribution<int> distribution(-8, 8);
  std::vector<float> values(static_cast<size_t>(shape.kernel_y * shape.kernel_x) *
                            static_cast<size_t>(shape.in_channels * shape.out_channels));
  for (float& value : values) value = static_cast<float>(distribution(generator));
  HandWeights weights;
  const ConvolutionLayer<Scalar> layer(
      weights.Convolution(shape.kernel_y, shape.kernel_x, shape.in_channels, shape.out_channels,
                          values),
      weights.store());
  for (const int threads : {1, 3}) {
    BoardInBuffer<Scalar> board(shape.height, shape.width, shape.height, shape.width, threads);
    auto in = board->TakeMap(shape.in_channels);
    auto out = board->TakeMap(shape.out_channels);
    for (int i = 0; i < shape.in_channels; ++i) {
      std::vector<float> points(static_cast<size_t>(shape.height * shape.width));
      for (float& point : points) point = static_cast<float>(distribution(generator));
      SetPoints(in, i, points);
    }
    layer.Apply(*board, in, false, out);
    for (int o = 0; o < shape.out_channels; ++o) {
      for (int y = 0; y < shape.height; ++y) {
        for (int x = 0; x < shape.width; ++x) {
          ASSERT_EQ(At(out, o, y, x), SumOf(shape, values, in, o, y, x))
              << o << ", " << y << ", " << x;
        }
      }
    }
  }
}

// Enough channels and points for several pieces, and a kernel that is not square.
TYPED_TEST(ConvolutionLayerTest, AgreesWithTheSumsWrittenOut) {
  AgreesWithSums<TypeParam>({.height = 17,
                             .width = 19,
                             .in_channels = 5,
                             .out_channels = 200,
                             .kernel_y = 5,
                             .kernel_x = 3});
}

// More inputs than are summed up at a time.
TYPED_TEST(ConvolutionLayerTest, SumsUpManyInputsTapByTap) {
  AgreesWithSums<TypeParam>({.height = 2,
                             .width = 3,
                             .in_channels = 3000,
                             .out_channels = 2,
                             .kernel_y = 3,
                             .kernel_x = 3});
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
