#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/backends/ane/tests/op_tester.h"

namespace tidemark::harness::ane {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;
using ::testing::Pointwise;

const Given kCube = {{2, 2, 3}, {1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6}};

std::vector<float> Reduce(const std::string& op, const Given& x, const std::vector<int32_t>& axes,
                          bool keep, const Dims& dims) {
  return Compute(
      op, mil::FLOAT32, {{"x", x}},
      {{"axes", Ints({static_cast<int64_t>(axes.size())}, axes)}, {"keep_dims", Bool(keep)}}, dims);
}

TEST(Reduce, OverTheLastAxes) {
  EXPECT_THAT(Reduce("reduce_sum", kCube, {1, 2}, true, {2, 1, 1}), ElementsAre(21, -21));
  EXPECT_THAT(Reduce("reduce_mean", kCube, {-1}, false, {2, 2}), ElementsAre(2, 5, -2, -5));
  EXPECT_THAT(Reduce("reduce_max", kCube, {2}, true, {2, 2, 1}), ElementsAre(3, 6, -1, -4));
}

TEST(Reduce, OverOtherAxes) {
  EXPECT_THAT(Reduce("reduce_sum", kCube, {0}, false, {2, 3}), ElementsAre(0, 0, 0, 0, 0, 0));
  EXPECT_THAT(Reduce("reduce_mean", kCube, {1}, true, {2, 1, 3}),
              ElementsAre(2.5, 3.5, 4.5, -2.5, -3.5, -4.5));
  EXPECT_THAT(Reduce("reduce_max", kCube, {0, 2}, false, {2}), ElementsAre(3, 6));
}

TEST(Reduce, OverAllAxesByDefault) {
  EXPECT_THAT(Compute("reduce_max", mil::FLOAT32, {{"x", kCube}}, {}, {}), ElementsAre(6));
  EXPECT_THAT(Compute("reduce_sum", mil::FLOAT32, {{"x", {{2}, {1, 2}}}}, {}, {}), ElementsAre(3));
}

TEST(Reduce, LongRows) {
  std::vector<float> x(361);
  for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i % 7) - 3.0F;
  x[360] = 9;
  EXPECT_THAT(Reduce("reduce_max", {{361}, x}, {0}, true, {1}), ElementsAre(9));
  double sum = 0;
  for (const float each : x) sum += each;
  EXPECT_THAT(Reduce("reduce_sum", {{361}, x}, {0}, true, {1}),
              ElementsAre(static_cast<float>(sum)));
}

TEST(Reduce, MeanIsRoundedOnce) {
  // The sum passes half precision, the mean does not.
  const std::vector<float> x(4, 60000.0F);
  EXPECT_THAT(Compute("reduce_mean", mil::FLOAT16, {{"x", {{4}, x}}}, {}, {}), ElementsAre(60000));
  EXPECT_THAT(Compute("reduce_sum", mil::FLOAT16, {{"x", {{4}, x}}}, {}, {}),
              ElementsAre(std::numeric_limits<float>::infinity()));
}

TEST(Softmax, AlongEachAxis) {
  const Given x = {{2, 2}, {0.0F, 1.0F, 1000.0F, 998.0F}};
  const auto share = [](double a, double b) {
    return static_cast<float>(1 / (1 + std::exp(b - a)));
  };
  EXPECT_THAT(
      Compute("softmax", mil::FLOAT32, {{"x", x}}, {}, {2, 2}),
      Pointwise(FloatNear(1e-6F), {share(0, 1), share(1, 0), share(1000, 998), share(998, 1000)}));
  EXPECT_THAT(Compute("softmax", mil::FLOAT32, {{"x", x}}, {{"axis", Int(0)}}, {2, 2}),
              Pointwise(FloatNear(1e-6F), {0.0F, 0.0F, 1.0F, 1.0F}));
}

TEST(BatchNorm, ScalesEachChannel) {
  const Given x = {{1, 2, 1, 2}, {1, 2, 3, 4}};
  const auto vector = [](float a, float b) { return Floats({2}, {a, b}); };
  EXPECT_THAT(Compute("batch_norm", mil::FLOAT32, {{"x", x}},
                      {{"mean", vector(1, 3)},
                       {"variance", vector(3, 0)},
                       {"gamma", vector(2, 5)},
                       {"beta", vector(10, 20)},
                       {"epsilon", Floats({}, {1.0F})}},
                      {1, 2, 1, 2}),
              ElementsAre(10, 11, 20, 25));
  EXPECT_THAT(
      Compute("batch_norm", mil::FLOAT32, {{"x", x}},
              {{"mean", vector(1, 3)}, {"variance", vector(3, 0)}, {"epsilon", Floats({}, {1.0F})}},
              {1, 2, 1, 2}),
      ElementsAre(0, 0.5, 0, 1));
}

TEST(LayerNorm, OverNeighbouringAxes) {
  const Given x = {{2, 2}, {1, 3, 10, 30}};
  EXPECT_THAT(Compute("layer_norm", mil::FLOAT32, {{"x", x}},
                      {{"axes", Ints({1}, {-1})},
                       {"gamma", Floats({2}, {2, 4})},
                       {"beta", Floats({2}, {0, 1})},
                       {"epsilon", Floats({}, {0.0F})}},
                      {2, 2}),
              ElementsAre(-2, 5, -2, 5));
  EXPECT_THAT(Compute("layer_norm", mil::FLOAT32, {{"x", x}},
                      {{"axes", Ints({1}, {0})}, {"epsilon", Floats({}, {0.0F})}}, {2, 2}),
              Pointwise(FloatNear(1e-6F), {-1.0F, -1.0F, 1.0F, 1.0F}));
}

}  // namespace
}  // namespace tidemark::harness::ane
