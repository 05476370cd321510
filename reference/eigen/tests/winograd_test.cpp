#include "reference/eigen/winograd.h"

#include <cmath>
#include <random>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "reference/eigen/convolution.h"
#include "reference/eigen/tests/kernel_test_support.h"
#include "reference/eigen/tests/layer_test_support.h"

namespace tidemark::reference {
namespace {

struct LayerShape {
  BatchShape batch;
  int in_channels = 0;
  int out_channels = 0;
};

std::vector<float> Normal(size_t count, unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<float> distribution;
  std::vector<float> values(count);
  for (float& value : values) value = distribution(generator);
  return values;
}

// Evaluates one layer on normal inputs; `apply` is given a workspace and the maps. Returns what it
// leaves in the second map, which holds ones before.
template <typename Scalar, typename Apply>
std::vector<double> Outputs(const LayerShape& shape, const KernelSet& kernels, int threads,
                            const Apply& apply) {
  WorkerPool workers(threads);
  CostLedger costs;
  Workspace<Scalar> workspace(shape.batch, kernels, workers, costs);
  FeatureMap<Scalar> in = workspace.TakeMap(shape.in_channels);
  FeatureMap<Scalar> out = workspace.TakeMap(shape.out_channels);
  const size_t count = static_cast<size_t>(shape.batch.points() * shape.in_channels);
  const std::vector<float> values = Normal(count, 7);
  std::copy(values.begin(), values.end(), in.point(0));
  const int results = shape.batch.points() * shape.out_channels;
  std::fill_n(out.point(0), results, Scalar{1});
  apply(workspace, in, out);
  return {out.point(0), out.point(0) + results};
}

std::vector<float> Weights(const LayerShape& shape) {
  return Normal(static_cast<size_t>(9 * shape.in_channels * shape.out_channels), 3);
}

std::vector<double> ByWinograd(int tile, const LayerShape& shape, const KernelSet& kernels,
                               bool accumulate = false, int threads = 1) {
  const std::vector<float> weights = Weights(shape);
  return Outputs<float>(shape, kernels, threads, [&](auto& workspace, auto& in, auto& out) {
    ApplyWinograd(tile, weights, workspace, in, accumulate, out);
  });
}

std::vector<double> InDouble(const LayerShape& shape, bool accumulate = false) {
  HandWeights weights;
  const ConvolutionLayer<double> layer(
      weights.Convolution(3, 3, shape.in_channels, shape.out_channels, Weights(shape)),
      weights.store());
  return Outputs<double>(shape, BestKernelSet(), 1, [&](auto& workspace, auto& in, auto& out) {
    layer.Apply(workspace, in, accumulate, out);
  });
}

double RmsError(const std::vector<double>& actual, const std::vector<double>& exact) {
  double sum = 0;
  for (size_t i = 0; i < exact.size(); ++i) sum += std::pow(actual[i] - exact[i], 2);
  return std::sqrt(sum / static_cast<double>(exact.size()));
}

// One product of the gathered patches and the weights, by Eigen in single precision.
std::vector<double> ByOneProduct(const LayerShape& shape, const KernelSet& kernels) {
  const std::vector<float> weights = Weights(shape);
  const int depth = 9 * shape.in_channels;
  return Outputs<float>(shape, kernels, 1, [&](auto&, auto& in, auto& out) {
    std::vector<float> patches(static_cast<size_t>(shape.batch.points() * depth));
    float* to = patches.data();
    for (int p = 0; p < shape.batch.points(); ++p) {
      for (int tap = 0; tap < 9; ++tap, to += shape.in_channels) {
        const int y = p / shape.batch.width + tap / 3 - 1;
        const int x = p % shape.batch.width + tap % 3 - 1;
        if (y < 0 || y >= shape.batch.height || x < 0 || x >= shape.batch.width) continue;
        std::copy_n(in.point(y * shape.batch.width + x), shape.in_channels, to);
      }
    }
    kernels.float32.gemm(Transposed::kNone, shape.batch.points(), shape.out_channels, depth,
                         patches.data(), depth, weights.data(), shape.out_channels, false,
                         out.point(0), shape.out_channels);
  });
}

class WinogradTest : public ::testing::TestWithParam<std::tuple<const KernelSet*, int>> {
 protected:
  const KernelSet& kernels() const { return *std::get<0>(GetParam()); }
  int tile() const { return std::get<1>(GetParam()); }
};

TEST_P(WinogradTest, AgreesWithThePlainConvolution) {
  const LayerShape shapes[] = {{{.batch = 1, .height = 1, .width = 1}, 1, 1},
                               {{.batch = 2, .height = 3, .width = 8}, 5, 3},
                               {{.batch = 1, .height = 9, .width = 7}, 40, 70},
                               {{.batch = 3, .height = 19, .width = 19}, 22, 26},
                               {{.batch = 1, .height = 4, .width = 5}, 300, 9}};
  for (const LayerShape& shape : shapes) {
    for (const bool accumulate : {false, true}) {
      SCOPED_TRACE(::testing::Message() << shape.in_channels << " to " << shape.out_channels
                                        << (accumulate ? ", added" : ""));
      const auto actual = ByWinograd(tile(), shape, kernels(), accumulate);
      const auto exact = InDouble(shape, accumulate);
      const double scale = std::sqrt(9.0 * shape.in_channels);
      for (size_t i = 0; i < exact.size(); ++i) ASSERT_NEAR(actual[i], exact[i], 1e-5 * scale) << i;
    }
  }
}

// The wide layers of a network, whose errors add up.
TEST_P(WinogradTest, ErrorsStayWithinThreeTimesThoseOfOneProduct) {
  for (const int channels : {96, 192, 384}) {
    const LayerShape shape = {{.batch = 1, .height = 19, .width = 19}, channels, channels / 2};
    const auto exact = InDouble(shape);
    const double product = RmsError(ByOneProduct(shape, kernels()), exact);
    const double winograd = RmsError(ByWinograd(tile(), shape, kernels()), exact);
    RecordProperty("ratio_" + std::to_string(channels), std::to_string(winograd / product));
    EXPECT_GT(product, 0);
    EXPECT_LE(winograd, 3 * product) << channels;
  }
}

TEST_P(WinogradTest, ThreadsAndBatchChangeNoBit) {
  LayerShape shape = {{.batch = 6, .height = 19, .width = 13}, 30, 100};
  const auto together = ByWinograd(tile(), shape, kernels());
  for (const int threads : {2, 3}) {
    EXPECT_EQ(ByWinograd(tile(), shape, kernels(), false, threads), together) << threads;
  }
  // The first position has the same inputs when it is alone.
  shape.batch.batch = 1;
  const auto alone = ByWinograd(tile(), shape, kernels());
  for (size_t i = 0; i < alone.size(); ++i) ASSERT_EQ(alone[i], together[i]) << i;
}

INSTANTIATE_TEST_SUITE_P(Kernels, WinogradTest,
                         ::testing::Combine(::testing::ValuesIn(SupportedKernelSets().begin(),
                                                                SupportedKernelSets().end()),
                                            ::testing::Values(2, 4)),
                         [](const auto& tested) {
                           std::string name = std::get<0>(tested.param)->instruction_set;
                           for (char& letter : name) {
                             if (letter == '-') letter = '_';
                           }
                           return name + "_tile_" + std::to_string(std::get<1>(tested.param));
                         });

TEST(Winograd, IsChosenWhereItPays) {
  const auto best = [](int height, int width, int channels) {
    return BestWinogradTile(BestKernelSet(), {.batch = 1, .height = height, .width = width},
                            channels, channels);
  };
  EXPECT_EQ(best(19, 19, 192), 4);
  EXPECT_EQ(best(19, 19, 32), 4);
  EXPECT_EQ(best(9, 9, 192), 2);
  EXPECT_EQ(best(2, 3, 192), 0);
  EXPECT_EQ(best(19, 19, 1), 0);
  KernelSet without = BestKernelSet();
  without.winograd4 = nullptr;
  EXPECT_EQ(BestWinogradTile(without, {.batch = 1, .height = 19, .width = 19}, 64, 64), 2);
}

}  // namespace
}  // namespace tidemark::reference
